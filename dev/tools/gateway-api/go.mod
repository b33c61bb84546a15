// The definitions of the Gateway API, for tests: its files are read, nothing is built.
module amalthea.dev/dev/tools/gateway-api

go 1.26

require sigs.k8s.io/gateway-api v1.6.2
