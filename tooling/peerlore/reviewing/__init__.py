"""What is approved, and why. Knows policy and evidence; refuses to know git, GitHub and the disk."""
