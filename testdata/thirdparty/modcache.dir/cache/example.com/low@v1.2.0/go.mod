module example.com/low
