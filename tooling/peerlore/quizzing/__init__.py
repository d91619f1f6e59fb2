"""Results that learners hand in: codes, and what they tell about the questions. Knows no names of people, no files, no pages."""
