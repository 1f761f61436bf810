"""Orders for digests: the words after `/kwai subscribe`, read; pure, from text to an Order or an Objection."""
