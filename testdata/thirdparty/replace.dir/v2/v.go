package versioned

const Name = "v2"

type T struct{ N int }
