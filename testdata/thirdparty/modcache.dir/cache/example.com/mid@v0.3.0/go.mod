module example.com/mid

require example.com/low v1.2.0 // the highest
