import ArgumentParser

@main
struct Hush: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "hush", abstract: "Redacts personal data.")
}
