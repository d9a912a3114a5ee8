"""Files of partnerships and working groups written by hand: a good row of every KIND, and a good Turkish file."""

GOOD = {
    "partnerships": {
        "code": "S1",
        "programme_code": "KIZILAY-SU",
        "organisation_code": "FATIH",
        "role": "implementing",
        "grant_code": "P171489",
    },
    "protocols": {
        "partnership_code": "S1",
        "reference": "2020/1",
        "signed_on": "2020-03-01",
        "expires_on": "2022-02-28",
    },
    "partnership_steps": {"partnership_code": "S1", "step": "contact", "reached_on": "2019-12-20"},
    "partner_contacts": {"partnership_code": "S1", "contacted_on": "2020-05-04", "channel": "visit"},
    "commitments": {
        "code": "T1",
        "partnership_code": "S1",
        "name_tr": "Danışma masası açmak",
        "due_on": "2021-03-31",
        "done_on": "2021-02-01",
    },
    "capacity": {"partnership_code": "S1", "area": "policy", "assessed_on": "2020-04-01", "level": "2"},
    "joint_activities": {
        "code": "F1",
        "project_code": "P1",
        "name_tr": "Ortak seminer",
        "activity_kind": "course",
        "planned_on": "2020-06-01",
        "held_on": "2020-06-15",
        "place_code": "TR-34-1166",
        "participants": "40",
    },
    "joint_activity_partners": {"joint_activity_code": "F1", "partnership_code": "S1", "staff_trained": "12"},
    "exchanges": {
        "code": "D1",
        "project_code": "P1",
        "teacher_code": "WIEN",
        "learner_code": "FATIH",
        "area": "staff",
        "form": "study_visit",
        "held_on": "2020-02-10",
        "participants": "8",
    },
    "institution_groups": {"code": "G1", "project_code": "P1", "name_tr": "Meslek odaları", "position": "1"},
    "seats": {"code": "U1", "institution_group_code": "G1", "name_tr": "Baro", "position": "1"},
    "seat_terms": {"seat_code": "U1", "filled_on": "2020-01-15", "vacated_on": "2021-01-15"},
    "meetings": {
        "code": "M1",
        "project_code": "P1",
        "name_tr": "Birinci toplantı",
        "held_on": "2020-02-03",
        "place_code": "TR-34",
    },
    "attendance": {"meeting_code": "M1", "seat_code": "U1", "present": "yes"},
    "outputs": {
        "code": "C1",
        "project_code": "P1",
        "kind": "training",
        "name_tr": "Uyum eğitimi",
        "delivered_on": "2020-03-05",
        "place_code": "TR-34",
        "participants": "25",
    },
    "activity_goals": {"activity_code": "A1", "goal_code": "H1"},
    "indicator_goals": {"indicator_code": "I1", "goal_code": "H1"},
}
ORGANISATIONS = """code,name_tr,kind,place_code
    FATIH,Fatih Belediyesi,municipality,TR-34-1166
    WIEN,Viyana Belediyesi,municipality,AT-9"""
OTHERS = {
    "organisations-of-partners": ORGANISATIONS,
    "goals": """code,programme_code,name_tr,level,position
        H1,KIZILAY-SU,Birlikte yaşam,general,1""",
    "activities": """code,project_code,name_tr,activity_kind
        A1,P1,Seminerler,course""",
    "indicators": """code,name_tr,programme_code,level,measure,kind
        I1,Ulaşılan kişi,KIZILAY-SU,output,1,unique_people""",
}
TURKISH = {
    "partnerships": """Kod;Program kodu;Kuruluş kodu;Ortaklık rolü;Hibe kodu
        S1;KIZILAY-SU;FATIH;Uygulayan;P171489
        S2;KIZILAY-SU;WIEN;Fon sağlayan;""",
    "protocols": """Ortaklık kodu;Belge no;İmza tarihi;Son geçerlilik tarihi
        S1;2020/1;01.03.2020;28.02.2022
        S1;2022/1;01.03.2022;""",
    "partnership_steps": """Ortaklık kodu;Adım;Adıma ulaşma tarihi;Not
        S1;İlk temas;20.12.2019;
        S1;Niyet beyanı;15.01.2020;Başkanlık oluruyla""",
    "partner_contacts": """Ortaklık kodu;Temas tarihi;Kanal;Not
        S1;04.05.2020;Resmî yazı;Protokol taslağı gönderildi.""",
    "commitments": """Kod;Ortaklık kodu;Ad;Güncel teslim tarihi;Tamamlanma tarihi
        T1;S1;Danışma masası açmak;31.03.2021;""",
    "capacity": """Ortaklık kodu;Kapasite alanı;Değerlendirme tarihi;Düzey;Değerlendiren;Dayanak
        S1;Göçmenlerin katılımı;01.04.2020;0;Dış değerlendirici;Görüşme yapılamadı.
        S1;Eş güdüm ve veri;01.04.2020;5;Dış değerlendirici;""",
    "joint_activities": """Kod;Proje kodu;Ad;Faaliyet türü;Planlanan tarih;Gerçekleşme tarihi;Yer kodu;Katılımcı sayısı
        F1;P1;Ortak seminer;course;01.06.2020;15.06.2020;TR-34-1166;40
        F2;P1;Ortak çalıştay;advice;01.09.2020;;;""",
    "joint_activity_partners": """Ortak faaliyet kodu;Ortaklık kodu;Eğitim alan personel
        F1;S1;12
        F1;S2;""",
    "exchanges": "Kod;Proje kodu;Bilgiyi aktaran kuruluş kodu;Bilgiyi alan kuruluş kodu;"
    """Kapasite alanı;Paylaşım biçimi;Gerçekleşme tarihi
        D1;P1;WIEN;FATIH;Personel ve bilgi birikimi;Çalışma ziyareti;10.02.2020""",
    "institution_groups": """Kod;Proje kodu;Ad;Sıra
        G1;P1;Meslek odaları;1""",
    "seats": """Kod;Kurum grubu kodu;Ad;Sıra
        U1;G1;Baro;1
        U2;G1;Ticaret odası;2""",
    "seat_terms": """Üyelik kodu;Göreve başlama tarihi;Boşalma tarihi
        U1;15.01.2020;15.01.2021
        U1;15.01.2021;""",
    "meetings": """Kod;Proje kodu;Ad;Gerçekleşme tarihi;Yer kodu
        M1;P1;Birinci toplantı;03.02.2020;TR-34""",
    "attendance": """Toplantı kodu;Üyelik kodu;Katıldı
        M1;U1;Evet
        M1;U2;Hayır""",
    "outputs": """Kod;Proje kodu;Tür;Ad;Sunulma tarihi;Yer kodu;Katılımcı sayısı
        C1;P1;Toplantı ve etkinlik;Göç ağı toplantısı;05.03.2020;TR-34;25
        C2;P1;Yayın;Uyum rehberi;05.06.2020;;""",
    "activity_goals": """Faaliyet kodu;Amaç kodu
        A1;H1""",
    "indicator_goals": """Gösterge kodu;Amaç kodu
        I1;H1""",
}
