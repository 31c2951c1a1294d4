import Detection

extension IdentifierTests {
  /// Made-up values whose check digits fit, the first of each in its usual grouping or none.
  static let samples: [Sample] = [
    Sample(
      identifier: .usSSN, values: ["987-65-4320", "078-05-1120", "219099999"],
      noticesEveryDigit: false, rate: 1.0),
    Sample(
      identifier: .usITIN, values: ["912-70-1234", "900551234"], noticesEveryDigit: false, rate: 1.0
    ),
    Sample(
      identifier: .usEIN, values: ["12-3456789", "101234567"], noticesEveryDigit: false, rate: 1.0),
    Sample(identifier: .usNPI, values: ["1804587271", "1955201458"], rate: 0.1001),
    Sample(
      identifier: .usDEA, values: ["BO0949947", "BT2933592"], noticesEveryDigit: false, rate: 0.1001
    ),
    Sample(
      identifier: .usMBI, values: ["1EG4-TE5-MK73", "1EG4TE5MK73"], noticesEveryDigit: false,
      rate: 1.0),
    Sample(identifier: .abaRoutingNumber, values: ["017836908", "024320711"], rate: 0.1001),
    Sample(identifier: .caSIN, values: ["781 220 934", "156324352"], rate: 0.1001),
    Sample(
      identifier: .mxCURP,
      values: ["EERG910711HDFNRN04", "WEMM801016HDFLLR08", "OERG880905HDFNLS01"],
      noticesEveryDigit: false, rate: 0.1001),
    Sample(identifier: .ukNHS, values: ["882 261 4259", "0569897440"], rate: 0.1001),
    Sample(
      identifier: .ukNINO, values: ["AB123456C", "AB 12 34 56 C", "ZY999999D"],
      noticesEveryDigit: false, rate: 1.0),
    Sample(
      identifier: .ukUTR, values: ["5338049719", "2750160437"], noticesEveryDigit: false,
      rate: 0.1001),
    Sample(
      identifier: .ukDrivingLicence, values: ["MORGA753116SM9IJ", "MORGA 753116 SM9IJ 35"],
      noticesEveryDigit: false, rate: 0.3),
    Sample(identifier: .iePPS, values: ["2758404GA", "8006473HA"], rate: 0.045),
    Sample(identifier: .deTaxID, values: ["68 925 163 405", "43941287606"], rate: 0.1001),
    Sample(identifier: .deIdentityCard, values: ["LGK0R9FH12", "L11C2RL3T3"], rate: 0.1),
    Sample(
      identifier: .deSocialSecurity, values: ["87 070279 B 135", "21070860C483", "11071290F766"],
      rate: 0.1001),
    Sample(identifier: .deHealthInsurance, values: ["U332556535", "V135468148"], rate: 0.1001),
    Sample(identifier: .atSocialSecurity, values: ["6369 271190", "9149100764"], rate: 0.1001),
    Sample(identifier: .atTaxID, values: ["34-367/5534", "568315360"], rate: 0.1001),
    Sample(identifier: .chAHV, values: ["756.5589.1274.92", "7565006530720"], rate: 0.1001),
    Sample(identifier: .frNIR, values: ["2 54 05 75 167 913 56", "256107567996351"], rate: 0.01),
    Sample(identifier: .frTaxID, values: ["29 49 618 614 397", "1933671680157"], rate: 0.002),
    Sample(
      identifier: .beNationalRegister, values: ["71.07.13-904.81", "55081076182"],
      noticesEveryDigit: false, rate: 0.0206),
    Sample(identifier: .nlBSN, values: ["260218881", "036186533"], rate: 0.1001),
    Sample(
      identifier: .luMatricule, values: ["1998032329255", "1980122030244", "1993111893855"],
      rate: 0.01),
    Sample(identifier: .esNIF, values: ["96052202Q", "40356970C", "91851553H"], rate: 0.044),
    Sample(identifier: .esNIE, values: ["Y6288957N", "X0323903V", "Z3213643L"], rate: 0.044),
    Sample(
      identifier: .esSocialSecurity, values: ["28/37717638/01", "286548669895"], rate: 0.0104),
    Sample(
      identifier: .ptNIF, values: ["351 631 461", "357820290"], noticesEveryDigit: false,
      rate: 0.1001),
    Sample(
      identifier: .itFiscalCode,
      values: ["SNLDTF93A11H501T", "FPTFNC83T24H501G", "GFRPFS47C27H501E"], rate: 0.04),
    Sample(identifier: .grAFM, values: ["480824236", "108068262"], rate: 0.1001),
    Sample(identifier: .grAMKA, values: ["16037029507", "03069845935"], rate: 0.1001),
    Sample(identifier: .cyTIC, values: ["00674012I", "00580391W"], rate: 0.04),
    Sample(identifier: .trKimlik, values: ["78305263970", "15291625696"], rate: 0.01),
    Sample(identifier: .ilIdentity, values: ["496928904", "022191068"], rate: 0.1001),
    Sample(identifier: .plPESEL, values: ["96032507501", "83102054096"], rate: 0.1001),
    Sample(identifier: .plNIP, values: ["732-501-18-70", "2595190704"], rate: 0.1001),
    Sample(identifier: .czBirthNumber, values: ["740521/4454", "9805284324"], rate: 0.1001),
    Sample(identifier: .huTaxID, values: ["8352242377", "8846888553"], rate: 0.1001),
    Sample(identifier: .roCNP, values: ["2540724400178", "2900627409470"], rate: 0.1001),
    Sample(identifier: .bgEGN, values: ["8304278417", "5203017195"], rate: 0.1001),
    Sample(
      identifier: .siEMSO, values: ["0707963502776", "2408964503156", "1212995504350"],
      noticesEveryDigit: false, rate: 0.1001),
    Sample(identifier: .siTaxID, values: ["59252898", "46071270"], rate: 0.1001),
    Sample(identifier: .hrOIB, values: ["78133712226", "27402644094"], rate: 0.1001),
    Sample(identifier: .uaTaxID, values: ["2014803712", "2881038049"], rate: 0.1001),
    Sample(
      identifier: .sePersonnummer, values: ["19650414-4442", "197503155470"],
      noticesEveryDigit: false, rate: 0.1001),
    Sample(
      identifier: .fiIdentityCode, values: ["180856-872M", "240199-057N", "070976-080Y"],
      rate: 0.033),
    Sample(identifier: .dkCPR, values: ["270585-2467", "2103743187"], rate: 0.1001),
    Sample(identifier: .noFodselsnummer, values: ["09048598797", "27095997916"], rate: 0.01),
    Sample(
      identifier: .isKennitala, values: ["240150-6629", "0102588049"], noticesEveryDigit: false,
      rate: 0.1001),
    Sample(
      identifier: .eePersonalCode, values: ["49603025977", "37111210190"], noticesEveryDigit: false,
      rate: 0.1001),
    Sample(
      identifier: .ltPersonalCode, values: ["47002204671", "36512027320"], noticesEveryDigit: false,
      rate: 0.1001),
    Sample(
      identifier: .lvPersonalCode, values: ["040355-11900", "08107016827"],
      noticesEveryDigit: false, rate: 0.1001),
    Sample(
      identifier: .cnResidentID,
      values: ["110101196207171099", "110101197411199181", "110101195302213635"], rate: 0.1001),
    Sample(identifier: .hkID, values: ["K911233(2)", "L492695(4)", "H732466(0)"], rate: 0.1001),
    Sample(
      identifier: .twNationalID, values: ["E277928670", "J218164621"], noticesEveryDigit: false,
      rate: 0.1001),
    Sample(identifier: .jpMyNumber, values: ["7428 5335 7614", "937303798686"], rate: 0.1001),
    Sample(
      identifier: .krRRN, values: ["570807-1393736", "8911251623289"], noticesEveryDigit: false,
      rate: 0.14),
    Sample(identifier: .inAadhaar, values: ["6287 0677 8288", "859139207388"], rate: 0.1001),
    Sample(
      identifier: .inPAN, values: ["ABCPE1234F", "BNZPM2501F"], noticesEveryDigit: false, rate: 1.0),
    Sample(identifier: .sgNRIC, values: ["F4699959L", "S9410220J", "S6486336C"], rate: 0.091),
    Sample(
      identifier: .thNationalID, values: ["1-0813-11300-12-9", "1040010025543"],
      noticesEveryDigit: false, rate: 0.1001),
    Sample(identifier: .irNationalCode, values: ["1391231465", "2172775398"], rate: 0.1001),
    Sample(identifier: .auTFN, values: ["862 088 243", "811255049"], rate: 0.1001),
    Sample(
      identifier: .auMedicare, values: ["6540 46904 3", "3528159307"], noticesEveryDigit: false,
      rate: 0.1001),
    Sample(
      identifier: .auABN, values: ["15 577 773 654", "43831408874", "AU15577773654"], rate: 0.0113),
    Sample(
      identifier: .auACN, values: ["523 074 820", "797408998"], noticesEveryDigit: false,
      rate: 0.1001),
    Sample(identifier: .brCPF, values: ["301.259.337-38", "84324023034"], rate: 0.01),
    Sample(identifier: .brCNPJ, values: ["94.283.428/0001-32", "14025201000158"], rate: 0.01),
    Sample(
      identifier: .arCUIT, values: ["20-34981863-9", "27279517917"], noticesEveryDigit: false,
      rate: 0.1001),
    Sample(
      identifier: .clRUT, values: ["16.725.349-0", "108879491"], noticesEveryDigit: false,
      rate: 0.1001),
    Sample(identifier: .zaID, values: ["670123 3639 084", "9310116947080"], rate: 0.1001),
    Sample(identifier: .imei, values: ["35-140485-454522-4", "353164105182841"], rate: 0.1001),
    Sample(
      identifier: .vin, values: ["1M8GDM9A8KP070248", "1M8GDM9A8KP082416", "1M8GDM9A3KP062543"],
      rate: 0.1001),
    Sample(
      identifier: .iban,
      values: [
        "DE89 3704 0044 0532 0130 00", "GB82WEST12345698765432", "BE71-0961-2345-6769",
        "MT84MALT011000012345MTLCAST001S",
      ], rate: 0.012),
  ]
}
