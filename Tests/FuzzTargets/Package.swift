// swift-tools-version:6.0
import PackageDescription

/// The fuzz targets: programs that libFuzzer feeds with inputs of its making.
///
/// A package of its own, for what it builds is full of probes; use
/// `scripts/fuzz.sh`, which gives the compiler the options for that.
let package = Package(
  name: "FuzzTargets",
  dependencies: [.package(name: "snn-lua", path: "../..")],
  targets: [
    .target(name: "CFuzzer"),
    .target(name: "Fuzzer", dependencies: ["CFuzzer"]),
    .executableTarget(
      name: "fuzz-lua",
      dependencies: ["Fuzzer", .library("LuaBindings"), .library("Tensors")]),
    .executableTarget(
      name: "fuzz-tensors", dependencies: ["Fuzzer", .library("Tensors")]),
    .executableTarget(
      name: "fuzz-files",
      dependencies: [
        "Fuzzer", .library("Files"), .library("SpikingNetworks"),
        .library("Tensors"),
      ]),
    .executableTarget(
      name: "fuzz-forged",
      dependencies: [
        "Fuzzer", .library("LuaBindings"), .library("SpikingNetworks"),
        .library("Tensors"),
      ]),
    .executableTarget(
      name: "fuzz-strings",
      dependencies: [
        "Fuzzer", .library("SpikingNetworks"), .library("Tensors"),
      ]),
  ]
)

extension Target.Dependency {
  /// A library of the package under test.
  static func library(_ name: String) -> Target.Dependency {
    .product(name: name, package: "snn-lua")
  }
}
