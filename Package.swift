// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "hush",
  products: [
    .executable(name: "hush", targets: ["hush"]),
    // For the nested packages `Benchmarks` and `Tests/Fuzz`: the stages are measured and fuzzed one by one.
    .library(
      name: "HushStages",
      targets: [
        "Records", "RuleFormat", "Detection", "Redaction", "Retention", "Keys", "Storage",
        "Pipeline",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // System libraries: a module map and a shim each, imported by one module only.
    .systemLibrary(
      name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(
      name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    // Headers only: what of the C library Swift can't call.
    .systemLibrary(name: "CProcess"),
    .target(name: "CByteScan"),

    // What counts as personal data, as data: parsed and checked at build time, so that
    // start-up decodes a compact form instead of YAML.
    .target(
      name: "RuleFormat",
      dependencies: [.product(name: "Yams", package: "Yams")]),
    .executableTarget(
      name: "embed-patterns", dependencies: ["RuleFormat"],
      path: "Sources/PatternEmbedding/Tool"),
    .plugin(
      name: "EmbedPatterns", capability: .buildTool(), dependencies: ["embed-patterns"],
      path: "Sources/PatternEmbedding/Plugin"),
    .target(
      name: "PatternCatalogue", path: "Patterns", exclude: ["README.md"],
      plugins: ["EmbedPatterns"]),

    // The data's way.
    .target(name: "Records", dependencies: ["CByteScan", "CZlib", "CZstd"]),
    .target(
      name: "Detection",
      dependencies: ["CPCRE2", "CByteScan", "PatternCatalogue", "RuleFormat", "Records"]),
    .target(
      name: "Redaction",
      dependencies: [
        "Detection", "Keys", "Records", .product(name: "Yams", package: "Yams"),
      ]),
    .target(name: "Keys", dependencies: ["CCrypto"]),
    .target(name: "Retention"),
    .target(
      name: "Storage",
      dependencies: [
        "Keys", "Retention",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    .target(
      name: "Pipeline",
      dependencies: [
        "Records", "Detection", "Redaction", "Retention", "Storage", "Keys", "RuleFormat",
        .product(name: "Yams", package: "Yams"),
      ]),
    .executableTarget(
      name: "hush",
      dependencies: [
        "Pipeline", "Storage", "Redaction", "Detection", "Records", "Retention", "Keys",
        "RuleFormat", "CProcess",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    .target(name: "TestSupport", path: "Tests/TestSupport"),
    // A SQLite VFS that knows what a power cut would leave.
    .target(
      name: "CPowerLoss", dependencies: [.product(name: "GRDBSQLite", package: "GRDB.swift")],
      path: "Tests/CPowerLoss"),
    .testTarget(name: "RuleFormatTests", dependencies: ["RuleFormat"]),
    .testTarget(
      name: "PatternCatalogueTests", dependencies: ["PatternCatalogue", "RuleFormat", "Detection"]),
    .testTarget(name: "RecordsTests", dependencies: ["Records", "CByteScan", "TestSupport"]),
    .testTarget(
      name: "DetectionTests", dependencies: ["Detection", "RuleFormat", "Records", "TestSupport"]),
    .testTarget(
      name: "RedactionTests",
      dependencies: ["Redaction", "Detection", "Keys", "Records", "TestSupport"]),
    .testTarget(name: "KeysTests", dependencies: ["Keys"]),
    .testTarget(name: "RetentionTests", dependencies: ["Retention"]),
    .testTarget(
      name: "StorageTests",
      dependencies: [
        "Storage", "Keys", "Retention", "TestSupport", "CPowerLoss",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "PipelineTests",
      dependencies: [
        "Pipeline", "Records", "Detection", "Redaction", "Storage", "Keys", "TestSupport",
      ]),
    .testTarget(name: "EndToEndTests", dependencies: ["hush", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where [.executable, .test, .regular].contains(target.type) {
  // These hold no Swift; settings on them would only be noise.
  guard !["CByteScan", "CPowerLoss"].contains(target.name) else { continue }
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      .enableUpcomingFeature("ExistentialAny"),  // SE-0335
      .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
      .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
      .enableUpcomingFeature("NonisolatedNonsendingByDefault"),  // SE-0461
      .enableExperimentalFeature("Lifetimes"),  // SE-0446: properties that vend spans
      .strictMemorySafety(),  // SE-0458: `unsafe` becomes the review list
      .treatAllWarnings(as: .error),  // SE-0443
    ]
}
