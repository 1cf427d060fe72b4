"""How the shipped weights of the sentence encoder and of its tuned layers were made (needs torch)."""
