package ext

var Hidden = hidden
