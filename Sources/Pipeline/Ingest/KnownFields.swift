import Detection
import Records
import Redaction

/// Which members of a record say who its people are, so that they can be found in its text.
///
/// The lists are exact names at the top level, and below a person's object names without regard to case,
/// underscores and hyphens. Ids are not among them: `user_id` and `from: "user-1029"` tell nobody's name. A
/// top-level `name` is not either, because it names products and tools more often than people.
package struct KnownFields: Sendable {
  /// Top-level members and what they say.
  private static let top: [(names: String, kind: IdentityKind)] = [
    ("from sender author speaker caller agent cardholder requester", .party),
    (
      """
      full_name fullName display_name displayName customer_name customerName caller_name callerName \
      contact_name contactName client_name clientName patient_name patientName agent_name agentName \
      sender_name senderName from_name fromName recipient_name recipientName guest_name guestName \
      cardholder_name cardholderName account_holder accountHolder speaker_name speakerName
      """, .name
    ),
    ("first_name firstName given_name givenName", .givenName),
    ("last_name lastName family_name familyName surname", .familyName),
    ("email email_address emailAddress customer_email customerEmail user_email userEmail", .email),
    (
      """
      phone phone_number phoneNumber customer_phone customerPhone caller_number callerNumber \
      from_number fromNumber mobile
      """, .phone
    ),
    ("address street_address streetAddress customer_address customerAddress", .address),
  ]

  /// Top-level members that hold people: an object each, or a list of them.
  private static let people = """
    customer user profile contact contacts client patient guest passenger passengers employee subscriber \
    member recipient participant participants attendee attendees person people owner visitor
    """

  /// Members of a person.
  private static let personal: [(names: String, kind: IdentityKind)] = [
    ("name fullname displayname legalname preferredname nickname", .name),
    ("firstname givenname forename middlename first given middle", .givenName),
    ("lastname familyname surname maidenname last family", .familyName),
    ("email emailaddress mail emails", .email),
    (
      "phone phonenumber phones mobile mobilenumber mobilephone telephone tel cell cellphone",
      .phone
    ),
    ("address street streetaddress addressline1 address1 line1 homeaddress", .address),
  ]

  /// Objects below a person that are looked into.
  private static let depth = 3

  /// Names to look for at the top level.
  let names: [String]
  private let kinds: [IdentityKind?]
  private let personalKinds: [[UInt8]: IdentityKind]
  /// What the caller adds: the ways to more members, `*` for any one step.
  private let pointers: [[String]]

  /// - Parameter pointers: the segments of JSON Pointers to more members; a segment `*` stands for any one.
  package init(mapped pointers: [[String]] = []) {
    func list(_ names: String) -> [String] { names.split(separator: " ").map(String.init) }
    var names: [String] = []
    var kinds: [IdentityKind?] = []
    for entry in Self.top {
      for name in list(entry.names) {
        names.append(name)
        kinds.append(entry.kind)
      }
    }
    for name in list(Self.people) {
      names.append(name)
      kinds.append(nil)
    }
    var personalKinds: [[UInt8]: IdentityKind] = [:]
    for entry in Self.personal {
      for name in list(entry.names) { personalKinds[Array(name.utf8)] = entry.kind }
    }
    self.names = names
    self.kinds = kinds
    self.personalKinds = personalKinds
    self.pointers = pointers
  }

  /// The same without any member: nothing is learnt from records.
  static let none = KnownFields(nothing: ())

  private init(nothing: ()) {
    names = []
    kinds = []
    personalKinds = [:]
    pointers = []
  }

  /// Whether a field of ``names`` holds somebody only if its value looks like it.
  func isParty(_ name: Int) -> Bool { (kinds[name] ?? .party) == .party }

  /// Whether every record must be asked, because the caller named members.
  var asksEveryRecord: Bool { !pointers.isEmpty }

  /// Hands a record's people to the redactor.
  ///
  /// - Parameters:
  ///   - present: the scanner's numbers of the fields of ``names`` that the record has.
  func learn(
    _ present: [(name: Int, value: FieldValue)], lineFrom start: Int, _ bytes: Span<UInt8>,
    _ maps: Span<UInt64>, _ redactor: inout RecordRedactor
  ) {
    var text: [UInt8] = []
    var learnt: [(value: FieldValue, kind: IdentityKind)] = []
    for (name, field) in present {
      if field.isScalar {
        // A person may be a name alone.
        learnt.append((field, kinds[name] ?? .party))
        continue
      }
      let own = kinds[name] ?? .party
      ScalarVisit.scalars(below: field.start, depth: Self.depth, bytes, maps: maps) { path, value in
        if let kind = kind(at: path, bytes) ?? (isElement(path) ? own : nil) {
          learnt.append((value, kind))
        }
      }
    }
    if !pointers.isEmpty {
      let depth = pointers.map(\.count).max() ?? 0
      ScalarVisit.scalars(below: start, depth: depth, bytes, maps: maps) { path, value in
        if pointers.contains(where: { Self.matches($0, path, bytes) }) {
          learnt.append((value, .any))
        }
      }
    }
    for (value, kind) in learnt {
      text.removeAll(keepingCapacity: true)
      JSONEscapes.decode(bytes, value.start, value.end, into: &text)
      redactor.know(text.span, as: kind)
    }
  }

  /// A list's own element: `"participants":["Jane Doe"]`.
  private func isElement(_ path: [ScalarVisit.Step]) -> Bool {
    guard path.count == 1, case .element = path[0] else { return false }
    return true
  }

  /// What the innermost member on the way says.
  private func kind(at path: [ScalarVisit.Step], _ bytes: Span<UInt8>) -> IdentityKind? {
    for step in path.reversed() {
      guard case .member(let name) = step else { continue }
      var plain: [UInt8] = []
      for index in name where bytes[index] != UInt8(ascii: "_") && bytes[index] != UInt8(ascii: "-")
      {
        let isCapital = bytes[index] &- UInt8(ascii: "A") < 26
        plain.append(isCapital ? bytes[index] | 0x20 : bytes[index])
      }
      return personalKinds[plain]
    }
    return nil
  }

  private static func matches(
    _ pointer: [String], _ path: [ScalarVisit.Step], _ bytes: Span<UInt8>
  ) -> Bool {
    guard pointer.count == path.count else { return false }
    return zip(pointer, path).allSatisfy { segment, step in
      if segment == "*" { return true }
      switch step {
      case .element(let index): return segment == String(index)
      case .member(let name):
        var text: [UInt8] = []
        JSONEscapes.decode(bytes, name.lowerBound, name.upperBound, into: &text)
        return text.elementsEqual(segment.utf8)
      }
    }
  }
}
