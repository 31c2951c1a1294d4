/// What a validator decided about a match.
package struct Verdict: Sendable, Equatable {
  /// The value: the match or a part of it. An e-mail address reaches back from a match that begins at its `@`.
  package var range: Range<Int>
  /// What is added to the rule's score, below zero where the value is valid but unlikely.
  package var adjustment: Float
  package var detail: ValueDetail

  package init(range: Range<Int>, adjustment: Float = 0, detail: ValueDetail = .none) {
    self.range = range
    self.adjustment = adjustment
    self.detail = detail
  }

  func with(_ detail: ValueDetail, adding adjustment: Float = 0) -> Verdict {
    Verdict(range: range, adjustment: self.adjustment + adjustment, detail: detail)
  }
}

/// A check that a match must pass: a checksum, a numbering plan, a grammar.
///
/// An enum and not a protocol: dispatch through existentials cost ten times as much. No case
/// allocates or builds a `String`.
package enum Validator: Sendable, Equatable {
  case none
  case outsideIDs
  case paymentCard
  case paymentCardShape
  case phone(PhonePlan)
  case expectedPhone
  case internationalPhone
  case plausiblePhone
  case macAddress
  case ipv4
  case ipv6
  case email
  case base58Check
  case base58CheckShape
  case zcash
  case ripple
  case solana
  case bech32
  case cashAddress
  case ethereum
  case uncasedEthereum
  case monero
  case secretToken
  case checksummedToken
  case secretValue
  case password
  case passwordMember
  case webToken
  case basicCredential
  case url
  case credentialURL
  case tokenURL
  case pathTokenURL
  case identifier(Identifier)

  /// The validator that rule files call `name`: `payment-card`, `phone/GB`, `id/GB-NHS`, `ipv4`…
  package init?(name: String) {
    switch name {
    case "none": self = .none
    case "outside-ids": self = .outsideIDs
    case "payment-card": self = .paymentCard
    case "payment-card-shape": self = .paymentCardShape
    case "phone-international": self = .internationalPhone
    case "phone-expected": self = .expectedPhone
    case "phone-plausible": self = .plausiblePhone
    case "mac": self = .macAddress
    case "ipv4": self = .ipv4
    case "ipv6": self = .ipv6
    case "email": self = .email
    case "base58check": self = .base58Check
    case "base58check-shape": self = .base58CheckShape
    case "base58check/zcash": self = .zcash
    case "base58check/xrp": self = .ripple
    case "solana": self = .solana
    case "bech32": self = .bech32
    case "cash-address": self = .cashAddress
    case "ethereum": self = .ethereum
    case "ethereum/uncased": self = .uncasedEthereum
    case "monero": self = .monero
    case "secret-token": self = .secretToken
    case "secret-token/crc32": self = .checksummedToken
    case "secret-value": self = .secretValue
    case "secret-value/password": self = .password
    case "secret-value/password-member": self = .passwordMember
    case "web-token": self = .webToken
    case "basic-credential": self = .basicCredential
    case "url": self = .url
    case "url/credentials": self = .credentialURL
    case "url/token": self = .tokenURL
    case "url/path-token": self = .pathTokenURL
    default:
      if name.hasPrefix("id/"), let identifier = Identifier(rawValue: String(name.dropFirst(3))) {
        self = .identifier(identifier)
        return
      }
      guard name.hasPrefix("phone/"),
        let plan = PhonePlan(region: String(name.dropFirst("phone/".count)))
      else { return nil }
      self = .phone(plan)
    }
  }

  /// Decides about one match.
  ///
  /// - Parameters:
  ///   - text: the whole searched text, so that a check can look at a match's surroundings.
  ///   - match: the match, in bytes of `text`; empty matches are refused.
  ///   - plans: the numbering plans of the places that are expected.
  /// - Returns: the value and how likely it is, or nil if the match is refused.
  package func check(
    _ text: Span<UInt8>, _ match: Range<Int>, expecting plans: PhonePlans = PhonePlans()
  ) -> Verdict? {
    guard !match.isEmpty else { return nil }
    switch self {
    // A leaf that is a timestamp or an id as a whole is not searched for it at all.
    case .none, .outsideIDs: return Verdict(range: match)
    case .paymentCard: return PaymentCard.check(text, match)
    case .paymentCardShape: return PaymentCard.checkShape(text, match)
    case .phone(let plan): return NationalPhone.check(text, match, plan: plan)
    case .expectedPhone: return NationalPhone.check(text, match, expecting: plans)
    case .internationalPhone: return InternationalPhone.check(text, match)
    case .plausiblePhone: return PlausiblePhone.check(text, match)
    case .macAddress: return MACAddress.check(text, match)
    case .ipv4: return IPv4Address.check(text, match)
    case .ipv6: return IPv6Address.check(text, match)
    case .email: return EmailAddress.check(text, match)
    case .base58Check: return Base58Address.check(text, match)
    case .base58CheckShape: return Base58Address.checkShape(text, match)
    case .zcash: return Base58Address.checkZcash(text, match)
    case .ripple: return Base58Address.checkRipple(text, match)
    case .solana: return Base58Address.checkSolana(text, match)
    case .bech32: return Bech32Address.check(text, match)
    case .cashAddress: return CashAddress.check(text, match)
    case .ethereum: return EthereumAddress.check(text, match)
    case .uncasedEthereum: return EthereumAddress.checkUncased(text, match)
    case .monero: return MoneroAddress.check(text, match)
    case .secretToken: return SecretToken.check(text, match)
    case .checksummedToken: return SecretToken.checkWithCRC32(text, match)
    case .secretValue: return SecretValue.checkKey(text, match)
    case .password: return SecretValue.checkPassword(text, match)
    case .passwordMember: return SecretValue.checkPasswordMember(text, match)
    case .webToken: return EncodedCredential.checkWebToken(text, match)
    case .basicCredential: return EncodedCredential.checkBasic(text, match)
    case .url: return WebAddress.check(text, match)
    case .credentialURL: return WebAddress.checkCredentials(text, match)
    case .tokenURL: return WebAddress.checkParameters(text, match)
    case .pathTokenURL: return WebAddress.checkPath(text, match)
    case .identifier(let identifier):
      return identifier.check(text, match, IdentifierText(text, match))
    }
  }

  /// Whether a rule of another place than the expected ones still counts beside one of its words.
  ///
  /// Identifiers do: nobody writes `CPF` or `NHS number` before anything else. The words of phones are everyone's.
  var countsElsewhere: Bool {
    if case .identifier = self { true } else { false }
  }
}
