// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "qualifica",
  products: [
    .executable(name: "qualifica", targets: ["qualifica"]),
    .library(name: "BrazilianBanking", targets: ["BrazilianBanking"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-async-algorithms", from: "1.1.4"),
    .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: []),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
  ],
  targets: [
    // libcsv of the system (Debian: libcsv-dev); imported by Spreadsheets only.
    .systemLibrary(name: "CLibcsv", providers: [.apt(["libcsv-dev"])]),

    // zlib of the system (Debian: zlib1g-dev), for gzip; imported by Spreadsheets only.
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),

    // expat of the system (Debian: libexpat1-dev), for the XML of workbooks; imported by Spreadsheets only.
    .systemLibrary(name: "CExpat", providers: [.apt(["libexpat1-dev"])]),

    // libxlsxwriter of the system (Debian: libxlsxwriter-dev), for workbooks that are written; imported by
    // Spreadsheets only.
    .systemLibrary(name: "CXlsxWriter", providers: [.apt(["libxlsxwriter-dev"])]),

    // libpq of the system (Debian: libpq-dev), opened when it is needed; imported by PostgresJournal only.
    .systemLibrary(name: "CLibpq", providers: [.apt(["libpq-dev"])]),

    // Two instructions of the processor and two calls of the system that Swift does not offer.
    .systemLibrary(name: "CMachine"),

    // CPF, CNPJ, PIX keys, banks, branch and account digits. Standard library only.
    .target(name: "BrazilianBanking"),

    // Files to rows and rows to files.
    .target(
      name: "Spreadsheets",
      dependencies: [
        "BrazilianBanking", "CExpat", "CLibcsv", "CXlsxWriter", "CZlib",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),

    // The engine: check, plan, submit, look up, write. Owns the seams; knows no operation.
    .target(
      name: "BulkEngine",
      dependencies: [
        "CMachine",
        "Spreadsheets",
        .product(name: "AsyncAlgorithms", package: "swift-async-algorithms"),
        .product(name: "Crypto", package: "swift-crypto"),
      ]),

    // What is particular to each bulk operation of the vendor, a folder each.
    .target(
      name: "Operations",
      dependencies: [
        "BrazilianBanking", "BulkEngine", "Spreadsheets",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),

    // Layouts of payroll systems: profiles in JSON, and what they write.
    .target(name: "PayrollProfiles", dependencies: ["BulkEngine", "Spreadsheets"]),

    // The seams Journal and Ledger on SQLite. GRDB is imported here only.
    .target(
      name: "SQLiteJournal",
      dependencies: [
        "BulkEngine", "CMachine", "Spreadsheets", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
      ]),

    // The seams Journal, Audit, Claims and Quota on a PostgreSQL server, for several machines.
    .target(
      name: "PostgresJournal",
      dependencies: [
        "BulkEngine", "CLibpq", .product(name: "Crypto", package: "swift-crypto"),
      ]),

    // The seam Transport over HTTP, access to the vendor's API, signatures of its callbacks.
    .target(
      name: "VendorHTTP",
      dependencies: [
        "BulkEngine",
        "Spreadsheets",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "NIOTLS", package: "swift-nio"),
      ]),

    // The server that takes the API's callbacks. It faces strangers, so it has limits of its own and
    // nothing else in it; not the simulator's framework, which is built for friends.
    .target(
      name: "CallbackServer",
      dependencies: [
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),

    // The API simulator. Shares no code with the client; their contract is schemas/.
    .target(
      name: "Simulator",
      dependencies: [
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]),

    // The command: settings, progress, messages, exit codes.
    .executableTarget(
      name: "qualifica",
      dependencies: [
        "BrazilianBanking", "BulkEngine", "CMachine", "CallbackServer", "Operations",
        "PayrollProfiles", "PostgresJournal",
        "SQLiteJournal", "Simulator", "Spreadsheets", "VendorHTTP",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Configuration", package: "swift-configuration"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Mustache", package: "swift-mustache"),
      ]),

    // Doubles, generators and seam contracts for the tests.
    .target(
      name: "QualificaTestKit", dependencies: ["BrazilianBanking", "BulkEngine", "Operations"]),

    .testTarget(
      name: "BrazilianBankingTests", dependencies: ["BrazilianBanking", "QualificaTestKit"]),
    .testTarget(name: "SpreadsheetsTests", dependencies: ["QualificaTestKit", "Spreadsheets"]),
    .testTarget(
      name: "BulkEngineTests",
      dependencies: [
        "BrazilianBanking", "BulkEngine", "Operations", "QualificaTestKit", "Spreadsheets",
      ]),
    .testTarget(
      name: "PayrollProfilesTests", dependencies: ["BulkEngine", "PayrollProfiles", "Spreadsheets"]),
    .testTarget(
      name: "OperationsTests",
      dependencies: [
        "BrazilianBanking", "BulkEngine", "Operations", "QualificaTestKit", "Spreadsheets",
      ]),
    .testTarget(
      name: "SQLiteJournalTests",
      dependencies: [
        "SQLiteJournal", "BulkEngine", "QualificaTestKit",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "PostgresJournalTests",
      dependencies: ["BulkEngine", "PostgresJournal", "QualificaTestKit"]),
    .testTarget(
      name: "VendorHTTPTests",
      dependencies: [
        "BulkEngine", "Operations", "QualificaTestKit", "VendorHTTP",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]),
    .testTarget(
      name: "CallbackServerTests",
      dependencies: [
        "CallbackServer",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),
    .testTarget(
      name: "SimulatorTests",
      dependencies: [
        "BrazilianBanking", "QualificaTestKit",
        "Simulator",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
      ]),
    // The rules of the house, kept by reading the sources.
    .testTarget(name: "TidyTests"),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "BulkEngine", "qualifica", "QualificaTestKit", "Simulator",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Hummingbird", package: "hummingbird"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]
for target in package.targets where target.type != .system {
  target.swiftSettings = settings + (target.swiftSettings ?? [])
}
