"""The counter: where people in Slack order digests, see what comes, pause it, stop it, review it."""
