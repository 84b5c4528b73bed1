package low

const Version = "v1.2.0"
