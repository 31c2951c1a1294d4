import Records

/// Words that are parts of names and other things besides: lists for people to read and change.
enum KnownWords {
  /// Who speaks, not what they are called. A value of nothing but these and digits names nobody.
  static let roles = hashes(
    """
    user users assistant agent agents system bot chatbot robot support customer client caller callee \
    speaker operator representative rep advisor adviser consultant admin administrator moderator guest \
    visitor anonymous unknown human person people ai tool function model none null undefined test tester \
    demo example service services sales billing payments help helpdesk desk noreply reply no do not info \
    information contact contacts member owner host staff employee employees manager supervisor team \
    department ivr voicemail webchat chat web sms email mail phone app mobile api server client \
    participant recipient sender receiver author external internal inbound outbound left right channel \
    live virtual automated automatic bank shop store office reception me you customercare care success \
    account accounts accounting order orders news newsletter marketing security it hr legal notifications \
    notification alerts alert updates root default slackbot nobody everyone all
    """)

  /// Before or behind a name, no part of it.
  static let titles = hashes(
    """
    mr mrs ms miss mx dr prof professor sir madam madame mme mlle monsieur herr frau señor señora srta sr sra \
    dhr mevr sig signor signora jr ii iii iv phd md esq hon rev dipl ing
    """)

  /// Between names, never one alone.
  static let particles = hashes(
    """
    van von der den des del della dello dei degli das dos de da di du la le les el al bin bint ibn ben abu \
    ter ten zur zum and und y e i o san santa saint st af av auf the
    """)

  /// Marks of organisations: such names are looked for as a whole only.
  static let organisations = hashes(
    """
    ltd limited inc incorporated llc llp lp plc corp corporation co company gmbh ag kg ug mbh sa sas sarl srl \
    spa bv nv oy ab as aps kft doo pty pvt holdings holding group partners associates university school \
    college hospital clinic hotel restaurant church council foundation institute society association \
    agency studio labs airlines insurance
    """)

  /// The words of countries' and big cities' names that are hardly anyone's: what `from` holds in a record of a journey.
  static let places = hashes(
    """
    afghanistan albania algeria america amsterdam ankara antwerp argentina athens atlanta auckland australia austria \
    baghdad baltimore bangalore bangkok barcelona beijing belgium belgrade berlin birmingham bogota bologna bordeaux \
    boston brasilia bratislava brazil brisbane bristol brussels bucharest budapest bulgaria cairo california calgary canada \
    canberra chennai chicago chile cincinnati cologne colombia copenhagen croatia cyprus dakar dallas damascus delhi \
    denmark denver detroit dubai dublin durban düsseldorf edinburgh egypt england estonia ethiopia europe finland \
    florida frankfurt geneva genoa germany ghana glasgow greece guangzhou hamburg hanoi hanover harare havana \
    helsinki honolulu houston hungary hyderabad iceland indianapolis indonesia iran iraq ireland islamabad istanbul \
    italy jakarta japan jerusalem johannesburg kabul kampala karachi kathmandu kenya kolkata kyiv kyoto lahore leeds leipzig \
    lisbon liverpool ljubljana luxembourg lyon madrid malaysia malta manchester manila marseille melbourne \
    memphis mexico miami milan milano milwaukee minneapolis minsk montevideo montreal morocco moscow mumbai munich münchen nairobi \
    naples nashville netherlands nigeria norway oakland osaka oslo ottawa pakistan palermo panama peru philadelphia \
    pittsburgh poland porto portland portugal prague pretoria quebec quito reykjavik riga rome roma romania rotterdam \
    russia sacramento salzburg santiago sarajevo scotland seattle seoul seville shanghai sheffield singapore sofia spain \
    stockholm stuttgart sweden switzerland sydney taipei tallinn tampa tbilisi tehran texas thailand tokyo toronto toulouse tucson \
    tunis turin turkey ukraine uruguay utrecht valencia vancouver venezuela venice vienna vietnam vilnius wales warsaw \
    washington wellington yokohama zagreb zurich zürich
    """)

  /// Common words that are given or family names too: found only where they are written as names.
  static let common = hashes(
    """
    abbey ace aid alma amber amen angel april arch archer art ash august autumn avery bailey baker ball bank \
    banks barber baron basil bass bay beach bean bear beau bell belle berry best bill birch bird bishop black \
    blessing bliss block blue bob bond book boot bosch bow bowl boy brand brandy branch brave bray bread \
    bridge brook brooks brown buck bud bull burn burns bush butcher butler candy cane carol carpenter carry \
    carter case cash cave chad chance chandler chang charity charm chase chef cherry child chip china christian \
    christmas church city clay clean clear cliff close cloud cobb cole comfort connect constant cook cooper cope \
    coral corn cotton couch country court cox craft crane crisp cross crow cruise crystal daisy dale dash date \
    dawn day deal dean dear destiny diamond dick dill dime dish dollar don dove drake draper drew drum duke \
    dusty early earl earnest east easter echo eden else ember english ernest eve ever faith falcon fall fancy \
    farmer faun fawn fay fern field fields fine finger finn fish fisher fitch flag fleet flint flora florence \
    flower flowers fly ford forest forrest fort foster fountain fox france francs frank franc free freed freedom french frost fry \
    fuller garden garland garnet gates gay gem gene genesis genie george giant gift gill ginger glass glen glory gold \
    golden good goodman grace grand grant grass grave graves gray green greene grey ground grove guard gun guy \
    hall ham hand handy hardy harmony harper harry hart hash hawk haven hay hazel head heath heather heaven \
    hero hick hill hills hogan hold holiday hollow holly home honest honey honor honour hood hook hope house \
    hunt hunter hurt ice india indigo iris iron isle ivory ivy jack jade jay jean jersey jet jewel job jolly jordan \
    journey joy joyce judge july june junior just justice justin karma kay keen key king kings kitty knight lace lad lake lamb lance \
    land lane lark last laurel law lawn lawyer leaf lee legacy leggett lemon leo levy liberty light lily lim lin \
    linden line link lion little lock london long love loving low luck lucky lux mace mack magnolia main major maker malt man \
    manly manor maple marble march marine mark marker market marks marsh marshall martini mason may mayor meadow mean \
    meadows melody memory mercy merry miles mill miller mills mine mint mister misty money monk moody moon moore more morning \
    moss mount mountain much murphy myth nails nation near new newman nick night noble noel noon north nova \
    novel nut oak ocean oliver olive opal orange page pain paint painter palm pan pansy paris park parker parks parson \
    pat patience peace peach pear pearl penny people pepper perry phoenix pick pierce pike pine piper pink place plain plant \
    pleasant pond poole poor pope porter post potter potts powers praise presley price pride prince princess prime promise \
    prosper pure queen quick quill rain rainbow raven ray read ready real red reed reef reeves reign remedy rice rich riches \
    ridge ring rise rivers river road rob robin rock rocky roman root rope rose rosemary rosy rough round rowan royal ruby rue \
    rush rust rusty ryder sad saddler sage sailor salt salvia same sand sandy savage savannah sawyer say scarlet school scott sea \
    seal see self senior serenity shaw shade sharp shepherd shine shoe shore short short silver sierra simple sing singer \
    skip sky slate smart small smith smile snow song sound south sparks spears spell spencer spring sprite square star starling steel steele \
    stella sterling stern still stock stone storm story strand street strong sue sugar summer summers sun sunday sunny sure \
    sutton sweet swift talent tan tanner tate taylor temple terry thatcher thorn thyme tiger time todd tom toner town trace tracy \
    trader travis treasure trees trinity tripp trip troy true truth tuck tucker tulip turner tyler van vance velvet venture \
    victor victory violet virgin virginia vista wade walk walker wall waller wallet walls war ward ware warm wash \
    water waters way wayne wealth weaver web webb weber weeks well wells west wheat wheeler whistler white wild wilder will willow wills \
    wind winds windsor wine wing winner winter winters wise wish wolf wonder wong wood woods woody words work worth worthy \
    wren wright yard yen yes york you young zen zion can any art our one two ten her his she have has had are was were been done \
    made make take took give gave get got let put set try use how who why when then than them they this that these those what \
    with from into onto over under about again also back both but each even for here just like many most much must only other \
    own same some such there their very were would could should shall might \
    per and the your now year need think know want please business going great where look first second five six eight nine next \
    today point call name open plan cost around really before after while something too because lot since add every car through \
    whether nice thing kind bit half month end down come room rate card value question part being better level start believe \
    course tell talk side quite ask odd bent son sung hung hang sang ban fan ton tin lay pay sum sale sales number
    """)

  private static func hashes(_ list: String) -> Set<UInt64> {
    let bytes = Array(list.utf8)
    var words = Words()
    words.split(bytes.span, 0, bytes.count)
    return Set(words.all.map(\.hash))
  }
}
