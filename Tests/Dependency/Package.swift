// swift-tools-version:6.0
import PackageDescription

// A package of somebody else's that depends on snn-lua by its version; see
// scripts/dependency.sh, which names the repository.
let package = Package(
  name: "dependent",
  dependencies: [
    .package(
      url: Context.environment["SNN_LUA_REPOSITORY"] ?? "", from: "0.1.0")
  ],
  targets: [
    .executableTarget(
      name: "network",
      dependencies: [.product(name: "SpikingNetworks", package: "snn-lua")]),
    .executableTarget(
      name: "script",
      dependencies: [
        .product(name: "LuaBindings", package: "snn-lua"),
        .product(name: "SpikingNetworks", package: "snn-lua"),
      ]),
  ]
)
