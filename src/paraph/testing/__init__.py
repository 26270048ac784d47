"""On which fakes and contract suites may the tests of a plugin's author stand?"""
