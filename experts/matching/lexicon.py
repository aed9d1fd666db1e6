"""Words of the field in English, French and Portuguese that mean the same thing.

Each concept lists beginnings of words, folded (no accents, lower case): ``frontier`` covers
"frontière", "frontalier" needs its own. A word that no concept claims is compared by its stem.
"""

# What a request is about: worth most when it is met.
SUBJECTS = {
    "border": "border frontier frontal fronteir cross-border transfronta boundary",
    "patrol": "patrol patrouil patrulh",
    "mobile-unit": "mobile-unit unites-mobiles gendarm",
    "desert": "desert sahar sahel saheli",
    "sea": "maritim marine coast cotier costeir",
    "airport": "airport aeropor aubette aerogare air-police",
    "post": "checkpoint crossing-point poste-frontiere postes-frontieres points-of-entry points-entree",
    "document-fraud": "fraud faux forge falsif contrefa",
    "passport": "passport passapor passeport epassport e-passport travel-document documents-voyage biometr "
    "pki cryptograph key-directory icao infrastructure-cles",
    "passenger": "passenger passager pnr api targeting ciblage second-line",
    "risk-analysis": "risk risque risco situation-picture",
    "joint": "joint conjoint conjunt bilater adjoining neighbour voisin mixed mixte juxtapos",
    "border-community": "communaut communit villag comunidad riverain",
    "entry-exit": "entry-exit entree-sortie entrees-sorties visitor-regist",
    "free-movement": "free-movement libre-circulation ecowas cedeao communautaire",
    "statistics": "statist estatist",
    "survey": "survey enquet inquerit sondage questionnair",
    "sampling": "sampl echantill amostr rare-population",
    "census": "census recens cens",
    "demography": "demograph demografi populat populac",
    "profile": "profil perfil",
    "data-source": "metadat inventaire inventory mapping-of-data administrative-record administrative-source "
    "sources-administratives register-linkage sources-donnees",
    "data": "data donnee dado database base-donnees",
    "data-sharing": "sharing partage partilha protocol data-governance exchange-agreement interoperab",
    "portal": "portal portail dissemin open-data platform plateform plataform",
    "mirror": "mirror miroir espelho",
    "emigration": "emigr abroad etranger exterieur estrangeir",
    "indicator": "indicat results-based tableau-bord dashboard monitoring suivi-evaluation",
    "mapping": "mapping cartograph gis geographic-information sig",
    "information-system": "information-system systeme-information systemes-information "
    "information-management gestion-information informatiq sistema-informac",
    "diaspora": "diaspor expatri",
    "remittance": "remittance transferts-fonds remessas",
    "finance": "financ credit guarantee garantie savings epargne investiss investment",
    "labour": "labour labor main-oeuvre travailleur worker trabalh emploi employ marche-travail",
    "recruitment": "recruit recrut placement",
    "seasonal": "season saison circula",
    "refugee": "refug",
    "asylum": "asylum asile asilo",
    "displacement": "displac deplac desloc deslocad idp",
    "tracking": "tracking suivi-deplac",
    "camp": "camp cccm shelter site-planning",
    "contingency": "contingen preparedn preparation-crise",
    "emergency": "emergenc urgence urgenc crisis crise",
    "influx": "influx afflux arrival arrivee massive mass",
    "simulation": "simulat exercis exercic grandeur-nature table-top tabletop",
    "civil-protection": "civil-protection protection-civile protecao-civil pompier firefight",
    "humanitarian": "humanit",
    "evacuation": "evacu repatri rapatri",
    "relocation": "relocat realojam reinstall resettle planned-relocation",
    "disaster": "disaster catastroph erupti erupc flood inondat cyclon volcan",
    "climate": "climat drought secheresse agrometeo",
    "health": "health sante saude sanitair epidem ebola medecin doctor medic",
    "registration": "registr enregistr registo",
    "reception": "recept accueil acolh",
    "host-community": "host-commun communautes-hotes mediation mediac",
    "return": "returne retour retorno returns",
    "reintegration": "reintegr reinser",
    "readmission": "readmis",
    "durable-solution": "durable-solution solutions-durables",
    "trafficking": "traffick traite trafico-pessoas",
    "smuggling": "smuggl trafic-illicit",
    "justice": "judg juge magistrat judiciair judicial prosecut procureur court",
    "law": "law loi droit legal jurid juris direito legislat",
    "statelessness": "stateless apatrid",
    "nationality": "nationality nationalite nacionalid",
    "civil-registry": "etat-civil civil-regist registo-civil birth-regist",
    "identity": "identity identite identidad",
    "visa": "visa visto e-visa",
    "consular": "consul",
    "customs": "customs douan alfandeg",
    "livestock": "transhum pastor livestock elevage zootech agronom betail",
    "youth": "youth jeun juvent",
    "behaviour-change": "behaviour behavior comportement awareness sensibilis",
    "road": "road routier route geotech highway",
    "works": "works-contract marches-travaux tender genie-civil",
    "integration": "integrat-local cohesion-sociale local-integration",
    "education": "higher-education enseignement-superieur universit school ecole",
    "insurance": "insuranc assuranc seguro",
    "welfare": "social-protection ciblage-social welfare",
    "vulnerable": "vulnerab trauma victim mineur minor",
    "women": "women femmes mulheres gender genre",
    "interview": "interview entretien entrevist",
    "rights": "human-rights droits-homme direitos-humanos disclosure privacy",
    "development": "development-plan planification-developpement planejamento mainstreaming",
    "qualitative": "qualitativ biograph",
    "economy": "econom",
    "engineering": "engineer ingenieur engenheir",
    "electronic": "electron eletron digital numeri",
    "inspection": "inspec",
    "portuguese-speaking": "lusophon lusofon",
}

# How it is done: met by many, so worth less.
MANNERS = {
    "training": "train formation formateur formar formac teach enseign course cours pedagog curricul "
    "workshop atelier capacit",
    "manual": "manual manuel guide guideline lignes-directrices consigne handbook",
    "procedure": "procedur doctrine sop standard",
    "coordination": "coordin interminister inter-ministerial inter-agency interinstit inter-institutional",
    "facilitation": "facilit animat committee comite working-group groupe-travail",
    "policy": "polic politi strateg",
    "planning": "plan planning planific programm",
    "assessment": "assess evaluat evaluer audit diagnos",
    "drafting": "draft redact redig writing ecrire",
    "design": "design concept concev specif",
    "institution": "institut administr ministr organis",
    "analysis": "analys analis",
    "method": "method metodol tool outil",
    "reform": "reform regul reglement",
    "consultation": "consult particip dialog",
    "protection": "protect protec",
    "management": "manag gestion gestao",
    "cooperation": "cooper",
    "field": "field terrain campo",
    "police": "police policier policia policing",
}

_NOISE = """
    a about after all an and any are as at be been before both but by can did do does each for from
    had has have he her his how in into is it its more most of on only or other our own she so some
    such than that the their them then there these they this those through to under until up use
    used very was well were what when where which while who will with without within work works
    worked working you your years year many also between au aux avec ce ces cette chez comme dans de
    des du elle elles en entre est et eu il ils je la le les leur leurs lui mais ne nos notre nous
    on ou par pas plus pour qu que qui sa sans se ses son sont sous sur tous tout toute toutes un
    une vers vos ete etre afin ainsi dont depuis plusieurs ans annees pays ao aos as com como da das
    do dos ela ele em entre era essa esse esta este foi ha isto mais mas na nas no nos num numa o os
    ou para pela pelas pelo pelos por que se sem ser seu seus sua suas um uma expert experts
    expertise experience experiences experienced experienc specialist specialists specialiste
    especialista practitioner praticien familiar connaissance knowledge needed besoin support appui
    apoio advantage required able ability person skills competences technical technique assistance
    need needs english french portuguese arabic spanish francais anglais portugais arabe espagnol
    portugues portuguesa ingles frances lingua langue language languages linguagem francophone
    anglophone migration migrations migratory migratoire migratoires migrant migrants migracao
    migracoes migratorio migratorios migratoria migratorias national nationale nationaux nationales
    nacional country countries africa africain africaine afrique african public publics publique
    publiques service services state states
"""
STOPWORDS = frozenset(_NOISE.split())

# What each type of support takes, as concepts a profile may show.
METHODS = {
    "TS-TRN": ("training", "facilitation", "simulation"),
    "TS-INI": ("field", "coordination", "design"),
    "TS-INI-REF": ("reform", "law", "policy"),
    "TS-INI-PRG": ("planning", "policy", "development"),
    "TS-MET": ("method", "survey", "data", "indicator", "manual"),
    "TS-MET-REC": ("assessment", "policy", "consultation"),
    "TS-MET-GUI": ("manual", "procedure", "drafting"),
    "TS-EXP": ("institution", "policy", "coordination"),
    "TS-ASM": ("assessment", "institution"),
    "TS-STV": ("cooperation", "facilitation"),
    "TS-SEM": ("facilitation", "training"),
    "TS-PER": ("assessment", "cooperation"),
    "TS-APD": ("planning", "coordination"),
    "TS-LEG": ("law", "drafting", "reform"),
    "TS-INS": ("institution", "assessment"),
    "TS-TOT": ("training",),
    "TS-CUR": ("training", "manual", "education"),
    "TS-SOP": ("procedure", "manual", "drafting"),
    "TS-DAT": ("data", "profile", "statistics", "indicator"),
    "TS-RMT": ("drafting", "analysis"),
    "TS-MEN": ("field", "training", "institution"),
}

SUBJECT_WEIGHT = 1.0
MANNER_WEIGHT = 0.35
WORD_WEIGHT = 0.5
