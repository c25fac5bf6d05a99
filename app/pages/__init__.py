"""What each page shows, as frozen values made before the template is drawn."""
