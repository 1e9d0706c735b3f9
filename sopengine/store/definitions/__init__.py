"""The versions of SOPs and the calendars that a store keeps."""
