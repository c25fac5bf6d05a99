"""Who somebody is: accounts, sessions, invitations, the second step, and every look at a paper written down."""
