"""The Alexa door: verifies a signed request, hands it to the core, and turns the reply into a response."""
