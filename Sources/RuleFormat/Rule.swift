/// What one kind of value looks like, when to look for it, and how sure a match makes us.
public struct Rule: Sendable {
  /// Family and name, for instance `email/addr-spec`; unique in a catalogue.
  public var id: String
  /// The entity a match is a finding of: capitals, digits and underscores, `EMAIL_ADDRESS`.
  public var entity: String
  /// A PCRE2 expression over UTF-8 text, compiled with `PCRE2_UTF` and without `PCRE2_UCP`.
  public var regex: String
  /// What must be in the text before the expression is tried at all.
  public var trigger: Trigger
  /// How far a match may reach before a cluster's first byte and after its last, in bytes.
  public var reach: Int
  /// How sure a match is by itself, 0…1.
  public var score: Double
  /// The name of the check a match must pass (`payment-card`, `phone/GB`), if any.
  public var validator: String?
  /// Words that raise the score when they stand near a match.
  public var context: Context?
  /// Words that lower the score when they stand near a match; their boost is negative.
  public var vetoes: Context?
  /// ISO 3166-1 alpha-2 codes of the places whose format this is; empty when it is used anywhere.
  public var regions: [String]
  /// Whether the rule runs only on numbers that were said aloud, where these are written in digits.
  public var isSpoken: Bool
  /// Whether the rule runs without being asked for.
  public var enabled: Bool
  /// The path of the file the rule was read from, as diagnostics show it.
  public var file: String
  /// The line of the file at which the rule begins, from 1.
  public var line: Int

  var about: DeferredAbout

  /// What the rule finds, in a few words.
  public var title: String { about.value.title }
  /// The standard or publication the format was taken from.
  public var source: String { about.value.source }
  /// Why the rule is off by default, or what its reader should know.
  public var note: String? { about.value.note }
  /// Texts that show what the rule finds and what it leaves alone.
  public var examples: Examples { about.value.examples }

  public init(
    id: String, entity: String, title: String = "", source: String = "", regex: String,
    trigger: Trigger, reach: Int, score: Double, validator: String? = nil,
    context: Context? = nil, vetoes: Context? = nil, regions: [String] = [],
    isSpoken: Bool = false, enabled: Bool = true, note: String? = nil,
    examples: Examples = Examples(),
    file: String = "", line: Int = 0
  ) {
    self.id = id
    self.entity = entity
    self.regex = regex
    self.trigger = trigger
    self.reach = reach
    self.score = score
    self.validator = validator
    self.context = context
    self.vetoes = vetoes
    self.regions = regions
    self.isSpoken = isSpoken
    self.enabled = enabled
    self.file = file
    self.line = line
    self.about = .ready(About(title: title, source: source, note: note, examples: examples))
  }
}

extension Rule {
  /// What only people and tests read, so that start-up need not build it.
  struct About: Sendable, Equatable {
    var title: String
    var source: String
    var note: String?
    var examples: Examples

    static let unreadable = About(title: "", source: "", note: nil, examples: Examples())
  }

  enum DeferredAbout: Sendable {
    case ready(About)
    /// As it stands in a compiled catalogue.
    case encoded(ArraySlice<UInt8>)

    var value: About {
      switch self {
      case .ready(let about): return about
      case .encoded(let text):
        var reader = FieldReader(text)
        // Nothing but ``CompiledCatalogue`` makes these; its tests decode every one.
        return (try? reader.about()) ?? .unreadable
      }
    }
  }
}

extension Rule: Equatable {
  public static func == (left: Rule, right: Rule) -> Bool {
    left.id == right.id && left.entity == right.entity && left.regex == right.regex
      && left.trigger == right.trigger && left.reach == right.reach && left.score == right.score
      && left.validator == right.validator && left.context == right.context
      && left.vetoes == right.vetoes && left.regions == right.regions
      && left.isSpoken == right.isSpoken && left.enabled == right.enabled && left.file == right.file
      && left.line == right.line
      && left.about.value == right.about.value
  }
}
