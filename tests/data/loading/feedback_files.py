"""Feedback written by hand for the tests of loading: categories, limits and a few cases."""

from dashboard.data.loading.person_keys import hash_person

SECRET = b"s" * 32
CATEGORIES = """code,name_tr,position
    access,Erişim,1
    staff_behaviour,Çalışan davranışı,2
    misconduct,Görevi kötüye kullanma,3
    sea,Cinsel sömürü ve istismar,4
    other,Diğer,5"""
LIMITS = """priority,days
    low,30
    normal,14
    high,7
    urgent,2"""
HEADER = (
    "feedback_key,received_on,channel,type,category,project_code,place_code,language,sex,age_band,sensitivity,"
    "priority,needs_answer,due_on,status,first_response_on,closed_on,rating,text,person_key"
)
CASES = (
    (
        "F1,2021-03-02,desk,complaint,access,P1,TR-34-1166,ar,female,25-49,no,high,,,answered,2021-03-05,,,"
        "الأوراقُ المطلوبة للطابور,KISI-1"
    ),
    "F2,2021-03-09,phone,thanks,other,P2,TR-34,tr,,,no,,,,closed,,2021-03-12,5,Çığlı'daki ŞEF'e teşekkürler,",
    "F3,2021-04-01,visit,observation,staff_behaviour,P1,,tr,,,unclear,,,,received,,,,Gizli kanarya,KISI-2",
    "F4,2021-05-20,box,request,sea,P1,TR-01,,,,no,urgent,,,received,,,,Kimse bilmesin,KISI-2",
    "F5,2021-04-11,email,request,access,P1,TR-34,tr,,,no,,no,2021-05-01,reviewing,,,,,KISI-1",
)


def cases(*rows: str) -> str:
    """Give a file of cases."""
    return "\n".join((HEADER, *(rows or CASES)))


def person(key: str) -> bytes:
    """Give the hash under which the database knows a person."""
    return hash_person(SECRET, key)
