"""What can happen to a request, scene by scene; each scene waits and then calls the services, as a door would."""
