// swift-tools-version: 6.2
import PackageDescription

// libFuzzer targets for the readers; a package of its own, so that nobody else builds them.
// The readers themselves are links to the sources of the package above: coverage needs them compiled
// with the fuzzer's flags, and only targets of one package see what is `package`.
let package = Package(
  name: "Fuzzing",
  dependencies: [
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2")
  ],
  targets: [
    .systemLibrary(name: "CLibcsv", providers: [.apt(["libcsv-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CExpat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CXlsxWriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CLibFuzzer"),
    .target(name: "BrazilianBanking"),
    .target(
      name: "Spreadsheets",
      dependencies: [
        "BrazilianBanking", "CExpat", "CLibcsv", "CXlsxWriter", "CZlib",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .target(name: "FuzzInvariants", dependencies: ["CLibFuzzer", "Spreadsheets"]),
    .executableTarget(name: "CSVFuzzer", dependencies: ["FuzzInvariants", "Spreadsheets"]),
    .executableTarget(name: "JSONFuzzer", dependencies: ["FuzzInvariants", "Spreadsheets"]),
    .executableTarget(name: "WorkbookFuzzer", dependencies: ["FuzzInvariants", "Spreadsheets"]),
    .executableTarget(name: "CNABFuzzer", dependencies: ["FuzzInvariants", "Spreadsheets"]),
    .executableTarget(name: "FileFuzzer", dependencies: ["FuzzInvariants", "Spreadsheets"]),
  ],
  swiftLanguageModes: [.v6]
)

// SANITIZERS=fuzzer is several times faster; the readers check their bounds themselves but for the
// few files that say unsafe.
let sanitizers = "-sanitize=" + (Context.environment["SANITIZERS"] ?? "fuzzer,address")

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .strictMemorySafety(),
    .unsafeFlags([sanitizers, "-parse-as-library"]),
  ]
  if target.type == .executable {
    target.linkerSettings = [.unsafeFlags([sanitizers, "-use-ld=lld"])]
  }
}
