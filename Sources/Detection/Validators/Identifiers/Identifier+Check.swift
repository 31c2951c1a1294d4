extension Identifier {
  /// Outweighs every score: what is written so is no such identifier.
  static let impossible: Float = -10

  /// Takes as much of a match as the identifier is long, where the match begins and that much ends a token.
  ///
  /// Expressions may match more, so that whatever is written behind a value neither hides it nor is taken for
  /// a part of it.
  ///
  /// - Parameter written: the characters of the match, read once for all identifiers that are tried on it.
  func check(_ text: Span<UInt8>, _ match: Range<Int>, _ written: IdentifierText) -> Verdict? {
    if self == .iban { return IBAN.check(match, written) }
    var candidates = written.boundaries & possibleLengths
    while candidates != 0 {
      let length = 63 - candidates.leadingZeroBitCount
      candidates &= ~(1 << UInt64(length))
      let id = written.prefix(length)
      guard let likelihood = likelihood(of: id), likelihood > Self.impossible / 2 else { continue }
      let range = match.lowerBound..<end(of: id, text, match)
      guard let surroundings = IdentifierSurroundings.adjustment(text, range, isBare: id.isBare)
      else { continue }
      return Verdict(range: range, adjustment: likelihood + surroundings)
    }
    return nil
  }

  /// One past the identifier; a bracket around its check digit is a part of it.
  private func end(of id: IdentifierText, _ text: Span<UInt8>, _ match: Range<Int>) -> Int {
    guard id.end < match.upperBound else { return id.end }
    let next = text[id.end]
    return next == UInt8(ascii: ")") || next == UInt8(ascii: "]") ? id.end + 1 : id.end
  }

  /// The counts of letters and digits it can have, a bit each.
  var possibleLengths: UInt64 {
    let lengths = lengths
    return (2 << UInt64(lengths.upperBound)) - (1 << UInt64(lengths.lowerBound))
  }

  /// How many letters and digits it has.
  private var lengths: ClosedRange<Int> {
    switch self {
    case .esNIF: 6...9
    case .nlBSN: 7...9
    case .siTaxID: 8...8
    case .ukNINO, .iePPS, .hkID, .auTFN, .clRUT: 8...9
    case .usSSN, .usITIN, .usEIN, .usDEA, .abaRoutingNumber, .caSIN, .atTaxID, .esNIE, .ptNIF,
      .grAFM, .cyTIC, .ilIdentity, .sgNRIC, .auACN:
      9...9
    case .czBirthNumber: 9...10
    case .deIdentityCard, .auMedicare: 9...11
    case .usNPI, .ukNHS, .deHealthInsurance, .atSocialSecurity, .huTaxID, .bgEGN, .uaTaxID,
      .dkCPR, .isKennitala, .twNationalID, .inPAN, .irNationalCode:
      10...10
    case .fiIdentityCode: 10...11
    case .plNIP, .sePersonnummer: 10...12
    case .ukUTR: 10...14
    case .usMBI, .deTaxID, .beNationalRegister, .grAMKA, .trKimlik, .plPESEL, .hrOIB,
      .noFodselsnummer, .eePersonalCode, .ltPersonalCode, .lvPersonalCode, .brCPF, .arCUIT:
      11...11
    case .auABN: 11...13
    case .deSocialSecurity, .esSocialSecurity, .jpMyNumber, .inAadhaar: 12...12
    case .chAHV, .frTaxID, .luMatricule, .roCNP, .siEMSO, .krRRN, .thNationalID, .zaID:
      13...13
    case .brCNPJ: 14...14
    case .frNIR, .imei: 15...15
    case .cnResidentID: 15...18
    case .itFiscalCode: 16...16
    case .ukDrivingLicence: 16...18
    case .vin: 17...17
    case .mxCURP: 18...18
    case .iban: IBAN.lengths
    }
  }

  /// What is added to a rule's score when the characters are such an identifier; nil when they are not.
  private func likelihood(of id: IdentifierText) -> Float? {
    switch self {
    case .usSSN: Self.isUSSSN(id)
    case .usITIN: Self.isUSITIN(id)
    case .usEIN: Self.isUSEIN(id)
    case .usNPI: Self.isUSNPI(id)
    case .usDEA: Self.isUSDEA(id)
    case .usMBI: Self.isUSMBI(id)
    case .abaRoutingNumber: Self.isABARoutingNumber(id)
    case .caSIN: Self.isCASIN(id)
    case .mxCURP: Self.isMXCURP(id)
    case .ukNHS: Self.isUKNHS(id)
    case .ukNINO: Self.isUKNINO(id)
    case .ukUTR: Self.isUKUTR(id)
    case .ukDrivingLicence: Self.isUKDrivingLicence(id)
    case .iePPS: Self.isIEPPS(id)
    case .deTaxID: Self.isDETaxID(id)
    case .deIdentityCard: Self.isDEIdentityCard(id)
    case .deSocialSecurity: Self.isDESocialSecurity(id)
    case .deHealthInsurance: Self.isDEHealthInsurance(id)
    case .atSocialSecurity: Self.isATSocialSecurity(id)
    case .atTaxID: Self.isATTaxID(id)
    case .chAHV: Self.isCHAHV(id)
    case .frNIR: Self.isFRNIR(id)
    case .frTaxID: Self.isFRTaxID(id)
    case .beNationalRegister: Self.isBENationalRegister(id)
    case .nlBSN: Self.isNLBSN(id)
    case .luMatricule: Self.isLUMatricule(id)
    case .esNIF: Self.isESNIF(id)
    case .esNIE: Self.isESNIE(id)
    case .esSocialSecurity: Self.isESSocialSecurity(id)
    case .ptNIF: Self.isPTNIF(id)
    case .itFiscalCode: Self.isITFiscalCode(id)
    case .grAFM: Self.isGRAFM(id)
    case .grAMKA: Self.isGRAMKA(id)
    case .cyTIC: Self.isCYTIC(id)
    case .trKimlik: Self.isTRKimlik(id)
    case .ilIdentity: Self.isILIdentity(id)
    case .plPESEL: Self.isPLPESEL(id)
    case .plNIP: Self.isPLNIP(id)
    case .czBirthNumber: Self.isCZBirthNumber(id)
    case .huTaxID: Self.isHUTaxID(id)
    case .roCNP: Self.isROCNP(id)
    case .bgEGN: Self.isBGEGN(id)
    case .siEMSO: Self.isSIEMSO(id)
    case .siTaxID: Self.isSITaxID(id)
    case .hrOIB: Self.isHROIB(id)
    case .uaTaxID: Self.isUATaxID(id)
    case .sePersonnummer: Self.isSEPersonnummer(id)
    case .fiIdentityCode: Self.isFIIdentityCode(id)
    case .dkCPR: Self.isDKCPR(id)
    case .noFodselsnummer: Self.isNOFodselsnummer(id)
    case .isKennitala: Self.isISKennitala(id)
    case .eePersonalCode: Self.isBalticPersonalCode(id)
    case .ltPersonalCode: Self.isBalticPersonalCode(id)
    case .lvPersonalCode: Self.isLVPersonalCode(id)
    case .cnResidentID: Self.isCNResidentID(id)
    case .hkID: Self.isHKID(id)
    case .twNationalID: Self.isTWNationalID(id)
    case .jpMyNumber: Self.isJPMyNumber(id)
    case .krRRN: Self.isKRRRN(id)
    case .inAadhaar: Self.isINAadhaar(id)
    case .inPAN: Self.isINPAN(id)
    case .sgNRIC: Self.isSGNRIC(id)
    case .thNationalID: Self.isTHNationalID(id)
    case .irNationalCode: Self.isIRNationalCode(id)
    case .auTFN: Self.isAUTFN(id)
    case .auMedicare: Self.isAUMedicare(id)
    case .auABN: Self.isAUABN(id)
    case .auACN: Self.isAUACN(id)
    case .brCPF: Self.isBRCPF(id)
    case .brCNPJ: Self.isBRCNPJ(id)
    case .arCUIT: Self.isARCUIT(id)
    case .clRUT: Self.isCLRUT(id)
    case .zaID: Self.isZAID(id)
    case .imei: Self.isIMEI(id)
    case .vin: Self.isVIN(id)
    case .iban: nil
    }
  }
}
