"""What has come of it: figures for any stretch of time, and the status reports that keep them."""
