package far

const Name = "far"
