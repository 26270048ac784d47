"""In which order does a change pass the stages?"""
