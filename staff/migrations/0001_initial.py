import datetime
import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
import staff.models.desk
import staff.models.nameplate
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='이름')),
                ('short_name', models.CharField(help_text='예: 인계동. 접수번호에 쓰입니다.', max_length=20, unique=True, verbose_name='짧은 이름')),
                ('slug', models.SlugField(max_length=40, unique=True, verbose_name='주소 이름')),
                ('kind', models.CharField(choices=[('city_hall', '시청'), ('district', '구청'), ('centre', '행정복지센터')], max_length=12, verbose_name='종류')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='staff.office', verbose_name='상위 기관')),
                ('path', models.CharField(editable=False, max_length=15, unique=True, verbose_name='순서')),
                ('is_active', models.BooleanField(default=True, verbose_name='운영 중')),
            ],
            options={
                'verbose_name': '기관',
                'verbose_name_plural': '기관',
                'ordering': ['path'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'city_hall'), ('parent__isnull', True)), models.Q(models.Q(('kind', 'city_hall'), _negated=True), ('parent__isnull', False)), _connector='OR'), name='only_city_hall_has_no_parent')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ClosedDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', models.ForeignKey(blank=True, help_text='비워 두면 모든 기관이 쉽니다(임시공휴일).', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='closed_days', to='staff.office', verbose_name='기관')),
                ('date', models.DateField(verbose_name='날짜')),
                ('name', models.CharField(help_text='예: 임시공휴일, 청사 이전', max_length=40, verbose_name='이름')),
            ],
            options={
                'verbose_name': '휴무일',
                'verbose_name_plural': '휴무일',
                'ordering': ['-date'],
                'constraints': [models.UniqueConstraint(fields=('office', 'date'), name='one_closed_day_an_office_and_date'), models.UniqueConstraint(condition=models.Q(('office__isnull', True)), fields=('date',), name='one_closed_day_for_everyone_a_date')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Desk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='desks', to='staff.office', verbose_name='기관')),
                ('number', models.PositiveSmallIntegerField(verbose_name='창구 번호')),
                ('duty', models.CharField(help_text='예: 전입신고·인감', max_length=60, verbose_name='담당 업무')),
                ('code', models.CharField(default=staff.models.desk.new_desk_code, editable=False, max_length=12, unique=True, verbose_name='QR 코드 값')),
                ('is_active', models.BooleanField(default=True, verbose_name='운영 중')),
            ],
            options={
                'verbose_name': '창구',
                'verbose_name_plural': '창구',
                'ordering': ['office', 'number'],
                'constraints': [models.UniqueConstraint(fields=('office', 'number'), name='one_desk_number_an_office')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('name', models.CharField(max_length=40, verbose_name='이름')),
                ('office', models.ForeignKey(blank=True, help_text='이 기관과 그 아래 기관의 쪽지를 볼 수 있습니다.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='users', to='staff.office', verbose_name='소속 기관')),
                ('must_change_password', models.BooleanField(default=False, verbose_name='다음 로그인 때 비밀번호 변경')),
                ('failed_logins', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='로그인 실패')),
                ('locked_until', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='잠금 해제 시각')),
                ('totp_secret', models.CharField(blank=True, editable=False, max_length=64)),
                ('totp_used_step', models.PositiveBigIntegerField(default=0, editable=False)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': '사용자',
                'verbose_name_plural': '사용자',
                'ordering': ['username'],
                'indexes': [],
                'constraints': [],
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name='Nameplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('desk', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nameplates', to='staff.desk', verbose_name='창구')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='nameplates', to=settings.AUTH_USER_MODEL, verbose_name='계정')),
                ('name', models.CharField(max_length=40, verbose_name='이름')),
                ('duty', models.CharField(blank=True, help_text='비우면 창구의 업무', max_length=60, verbose_name='담당 업무')),
                ('greeting', models.CharField(default='무엇을 도와드릴까요? 친절히 모시겠습니다', max_length=60, verbose_name='인사말')),
                ('photo', models.ImageField(blank=True, storage=staff.models.nameplate.photo_storage, upload_to=staff.models.nameplate.photo_path, verbose_name='사진')),
                ('started_on', models.DateField(default=datetime.date.today, verbose_name='시작일')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='종료일')),
            ],
            options={
                'verbose_name': '명패',
                'verbose_name_plural': '명패',
                'ordering': ['desk__office__path', 'desk__number'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('desk',), name='one_current_plate_a_desk'), models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='plate_ends_after_it_starts')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nameplate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='staff.nameplate', verbose_name='명패')),
                ('item', models.CharField(choices=[('plate', '인쇄 명패에 이름과 사진'), ('tablet', '같은 기관 태블릿에 이름과 사진'), ('thanks', '게시판의 칭찬에 이름')], max_length=10, verbose_name='동의 항목')),
                ('given_on', models.DateField(verbose_name='동의일')),
                ('text_version', models.CharField(default='2026-1', max_length=20, verbose_name='동의서 판')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='철회 일시')),
            ],
            options={
                'verbose_name': '동의',
                'verbose_name_plural': '동의',
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('nameplate', 'item'), name='one_standing_consent_an_item')],
                'indexes': [],
            },
        ),
    ]
