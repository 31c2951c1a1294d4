// swift-tools-version: 6.2
import PackageDescription

/// The name of the package around this one, as SwiftPM gives it to the compiler: its folder's, in
/// lower case and with underscores for what no identifier may hold.
let surrounding = Context.packageDirectory.split(separator: "/").dropLast().last.map { folder in
  let name = String(folder.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
  return name.first?.isNumber == true ? "_\(name.dropFirst())" : name
}

// The stages have `package` access, and what is measured are stages: `micro` leaves this package and joins theirs.
let joinsStages = SwiftSetting.unsafeFlags(["-package-name", surrounding ?? "hush"])

let package = Package(
  name: "hush-benchmarks",
  dependencies: [.package(name: "hush", path: "..")],
  targets: [
    .target(name: "CorpusText"),
    .executableTarget(name: "corpus", dependencies: ["CorpusText"]),
    .executableTarget(
      name: "micro",
      dependencies: ["CorpusText", .product(name: "HushStages", package: "hush")],
      packageAccess: false, swiftSettings: [joinsStages]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      .enableUpcomingFeature("ExistentialAny"),  // SE-0335
      .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
      .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
      .enableUpcomingFeature("NonisolatedNonsendingByDefault"),  // SE-0461
      .strictMemorySafety(),  // SE-0458
      .treatAllWarnings(as: .error),  // SE-0443
    ]
}
