extension NumberingPlan {
  /// World zone 5: Mexico, Central and South America, and the Caribbean outside zone 1 (ITU-T E.129).
  ///
  /// Mexico dialled mobiles with 044 or 045, and 1 behind the country code, until 2019; Argentina still has a 9
  /// there. Brazil's old mobiles of eight digits, 6…9, are still written down.
  static let latinAmerica = """
    FK 500 - [2-7]:5
    BZ 501 - [2-8]:7
    GT 502 - [2-7]:8 1:11
    SV 503 - [267]:8 [89]00:7-11
    HN 504 - [237-9]:8
    NI 505 - [125-8]:8
    CR 506 - [24-8]:8 [89]00:10
    PA 507 - 6:8 [1-57-9]:7
    PM 508 0 [45]:6
    HT 509 - [2-589]:8
    PE 51 0 9:9 1,[4-8]:8
    MX 52 01,044,045 [2-9]:10 1[2-9]:11
    CU 53 0 5,6:8 7:8 [2-4]:6-8
    AR 54 0 [12368]:10 9[1-3]:11
    BR 55 0 [1-9][1-9]9:11 [1-9][1-9][2-9]:10 [389]00:10 4004,3003:8
    CL 56 - [2-7],9:9 [68]00:9-11
    CO 57 - 3:10 60[1-8]:10 [124-8]:8 1[89]00:11
    VE 58 0 4[12],2[1-9],[589]00:10
    GP,BL,MF 590 0! 590,69,80,9:9
    BO 591 0 [67],[2-4]:8 800:9
    GY 592 - [2-9]:7
    EC 593 0! 9:9 [2-7]:8 1[78]00:10-11
    GF 594 0! 594,694,80,9:9
    PY 595 0 9[6-9]:9 [2-8]:6-9
    MQ 596 0! 596,69,80,9:9
    SR 597 - [2-5]:6 [6-8]:7
    UY 598 0 9[1-9],[24]:8 80[05]:7
    CW,BQ 599 - [3479]:7 9:8
    """
}
