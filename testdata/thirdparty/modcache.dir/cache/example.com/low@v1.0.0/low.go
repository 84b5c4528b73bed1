package low

const Version = "v1.0.0"
