"""What do the long campaigns of faults and attacks find?"""
