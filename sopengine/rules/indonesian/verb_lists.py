"""Words that the rules of word formation alone would judge wrongly."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


NO_ACTIVE = word_set(
    """
    memo memorandum member memorial mental mentah menteri mentor menu menit menara merah merek merk merdeka meranti
    melalui melainkan menurut mengenai menjelang mendatang menengah merata mesjid melayu mempawah merauke
    berkas berita beras berat berkala berbagai bersama berikut berikutnya berdasarkan berhubung bernama bertempat
    bersangkutan berjenjang bertahap berupa berlian berani berbahaya berharga berlaku berwenang berkaitan berisi
    """
)
"""Begin like me- or ber- verbs, and say nothing that is done."""

NO_PASSIVE = (
    "dinas",
    "dispo",
    "disku",
    "distri",
    "disemi",
    "dispens",
    "disipli",
    "dialog",
    "digital",
    "diklat",
    "direkt",
    "direksi",
    "dirjen",
    "diagram",
    "diploma",
    "divisi",
    "diversi",
    "dimensi",
    "dirinya",
    "dikti",
    "dikna",
    "dikdas",
    "disdik",
    "disnaker",
    "disper",
    "disduk",
    "dishub",
    "diskom",
    "dinkes",
    "dinsos",
    "diferens",
)
"""Beginnings of nouns in di-."""

PER_ROOTS = ("periksa", "perintah", "perlu", "percik", "peras", "beri", "bersih", "berkas", "berita", "bereskan")
"""Roots that only look as if they had a prefix per- or ber-."""

ONE_SYLLABLE = frozenset({"cek", "tik", "cat", "las", "bor", "pel", "rem", "lap", "tes", "print", "scan", "sahkan"})

BARE_VERBS = word_set(
    """
    ambil antar baca bagi balas bawa beri buat buka catat cek cetak cari datang ganti gandakan hadir hadiri hapus hitung
    hubungi ikut ikuti input isi jadwalkan jawab kirim klik kumpul lakukan lampirkan lapor lengkapi lihat login logout
    masuk minta mohon muat mulai olah panggil paraf periksa pilih pinjam proses salin scan share simpan submit survei
    susun tandatangani tanda tanggapi telusuri tempel terima tetapkan teruskan tik tinjau tolak tulis tunggu tutup ubah
    unduh unggah upload download update upgrade entri entry print posting publish generate copy approve backup restore
    install setting cross-check crosscheck follow up pastikan turut serahkan
    """
)
"""Verbs without a prefix, as forms use them at the start."""

ACTIVE_OF = {
    "analisa": "menganalisis",
    "analisis": "menganalisis",
    "disposisi": "mendisposisikan",
    "distribusi": "mendistribusikan",
    "diseminasi": "mendiseminasikan",
    "diskusi": "mendiskusikan",
    "evaluasi": "mengevaluasi",
    "identifikasi": "mengidentifikasi",
    "inventarisasi": "menginventarisasi",
    "klarifikasi": "mengklarifikasi",
    "kompilasi": "mengompilasi",
    "konfirmasi": "mengonfirmasi",
    "konsolidasi": "mengonsolidasikan",
    "konsultasi": "berkonsultasi",
    "koordinasi": "mengoordinasikan",
    "monitoring": "memantau",
    "observasi": "mengobservasi",
    "pelaksanaan": "melaksanakan",
    "pelaporan": "melaporkan",
    "pelayanan": "melayani",
    "pemanggilan": "memanggil",
    "pemantauan": "memantau",
    "pemasangan": "memasang",
    "pembagian": "membagikan",
    "pembahasan": "membahas",
    "pembayaran": "membayar",
    "pembentukan": "membentuk",
    "pemberian": "memberikan",
    "pemberitahuan": "memberitahukan",
    "pembersihan": "membersihkan",
    "pembinaan": "membina",
    "pembuatan": "membuat",
    "pembukaan": "membuka",
    "pemeliharaan": "memelihara",
    "pemeriksaan": "memeriksa",
    "pemilihan": "memilih",
    "pemindahan": "memindahkan",
    "pemrosesan": "memproses",
    "pemusnahan": "memusnahkan",
    "pemutakhiran": "memutakhirkan",
    "penambahan": "menambah",
    "penandatanganan": "menandatangani",
    "penanganan": "menangani",
    "pencairan": "mencairkan",
    "pencarian": "mencari",
    "pencatatan": "mencatat",
    "pencetakan": "mencetak",
    "pendaftaran": "mendaftar",
    "pendampingan": "mendampingi",
    "pendataan": "mendata",
    "pendistribusian": "mendistribusikan",
    "pendokumentasian": "mendokumentasikan",
    "penelaahan": "menelaah",
    "penelitian": "meneliti",
    "penerbitan": "menerbitkan",
    "penerimaan": "menerima",
    "penetapan": "menetapkan",
    "pengadaan": "mengadakan",
    "pengagendaan": "mengagendakan",
    "pengajuan": "mengajukan",
    "pengambilan": "mengambil",
    "pengarsipan": "mengarsipkan",
    "pengawasan": "mengawasi",
    "pengecekan": "mengecek",
    "pengesahan": "mengesahkan",
    "penggandaan": "menggandakan",
    "penghapusan": "menghapus",
    "penghitungan": "menghitung",
    "pengiriman": "mengirim",
    "pengisian": "mengisi",
    "pengklasifikasian": "mengklasifikasikan",
    "pengolahan": "mengolah",
    "pengukuran": "mengukur",
    "pengumpulan": "mengumpulkan",
    "pengumuman": "mengumumkan",
    "pengunggahan": "mengunggah",
    "penginputan": "menginput",
    "penilaian": "menilai",
    "penomoran": "menomori",
    "pentaatan": "menaati",
    "penunjukan": "menunjuk",
    "penyaluran": "menyalurkan",
    "penyampaian": "menyampaikan",
    "penyelenggaraan": "menyelenggarakan",
    "penyelesaian": "menyelesaikan",
    "penyerahan": "menyerahkan",
    "penyiapan": "menyiapkan",
    "penyimpanan": "menyimpan",
    "penyusunan": "menyusun",
    "perbaikan": "memperbaiki",
    "perekaman": "merekam",
    "perekapan": "merekap",
    "perencanaan": "merencanakan",
    "perhitungan": "menghitung",
    "permintaan": "meminta",
    "permohonan": "memohon",
    "persetujuan": "menyetujui",
    "persiapan": "menyiapkan",
    "perumusan": "merumuskan",
    "rapat": "mengadakan rapat",
    "registrasi": "meregistrasi",
    "rekap": "merekap",
    "rekapitulasi": "merekapitulasi",
    "rekonsiliasi": "merekonsiliasi",
    "review": "mereviu",
    "reviu": "mereviu",
    "revisi": "merevisi",
    "sahkan": "mengesahkan",
    "seleksi": "menyeleksi",
    "sosialisasi": "menyosialisasikan",
    "sortir": "menyortir",
    "telaah": "menelaah",
    "tindaklanjuti": "menindaklanjuti",
    "validasi": "memvalidasi",
    "verifikasi": "memverifikasi",
}
"""Nouns and roots that forms put in place of a verb, and the verb."""
