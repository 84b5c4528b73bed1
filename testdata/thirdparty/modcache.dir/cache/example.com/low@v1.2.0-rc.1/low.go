package low

const Version = "v1.2.0-rc.1"
