"""Language: what people may say, what is answered, and how text becomes meaning."""
