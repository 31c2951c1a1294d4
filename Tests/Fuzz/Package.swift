// swift-tools-version: 6.2
import PackageDescription

/// The name of the package around this one, as SwiftPM gives it to the compiler: its folder's, in
/// lower case and with underscores for what no identifier may hold.
let surrounding = Context.packageDirectory.split(separator: "/").dropLast(2).last.map { folder in
  let name = String(folder.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
  return name.first?.isNumber == true ? "_\(name.dropFirst())" : name
}

let package = Package(
  name: "hush-fuzz",
  dependencies: [
    .package(name: "hush", path: "../.."),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // Headers only: libFuzzer itself comes with the compiler.
    .systemLibrary(name: "CLibFuzzer"),
    .executableTarget(
      name: "fuzz",
      dependencies: [
        "CLibFuzzer",
        .product(name: "HushStages", package: "hush"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      packageAccess: false,
      swiftSettings: [
        // What is fuzzed are stages, which have `package` access: this joins theirs.
        .unsafeFlags(["-package-name", surrounding ?? "hush"]),
        .enableUpcomingFeature("ExistentialAny"),  // SE-0335
        .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
        .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),  // SE-0461
        .enableExperimentalFeature("Lifetimes"),  // SE-0446
        .strictMemorySafety(),  // SE-0458
        .treatAllWarnings(as: .error),  // SE-0443
      ]),
  ],
  swiftLanguageModes: [.v6]
)
