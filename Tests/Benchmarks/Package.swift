// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that users of the command and of the library never resolve it.
let package = Package(
  name: "benchmarks",
  dependencies: [
    .package(name: "qualifica", path: "../.."),
    // Without its trait for jemalloc: allocations are counted by CAllocationCount.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    // Counts calls of the C allocator, which it stands in front of.
    .target(name: "CAllocationCount"),
    .executableTarget(
      name: "BrazilianBankingBenchmarks",
      dependencies: [
        "CAllocationCount",
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "BrazilianBanking", package: "qualifica"),
      ],
      path: "Benchmarks/BrazilianBankingBenchmarks",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  ],
  swiftLanguageModes: [.v6]
)
