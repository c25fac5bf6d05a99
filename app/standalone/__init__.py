"""Programs to be read and run by people who do not have Sightline; they use nothing but Python itself."""
