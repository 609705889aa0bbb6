"""What only texts say, where no field is filled in: heard with reserve, so that it lowers a pair and refuses none."""
