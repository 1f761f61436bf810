"""Speed, measured side by side in one run; read the ratios, machines are noisy."""
