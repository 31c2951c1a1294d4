extension NumberingPlan {
  /// World zone 1, the North American Numbering Plan: NPA-NXX-XXXX (ATIS-0300055, NANPA planning letters).
  static let northAmerica = """
    US,CA,AG,AI,AS,BB,BM,BS,DM,DO,GD,GU,JM,KN,KY,LC,MP,MS,PR,SX,TC,TT,VC,VG,VI 1 1 [2-9][0-8][0-9][2-9]:10
    """
}
