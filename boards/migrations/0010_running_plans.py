from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("boards", "0009_replaced_notes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="plan",
            index=models.Index(
                condition=models.Q(("finished_at__isnull", True)),
                fields=["review_on", "last_step_at", "complaint"],
                name="plan_running",
            ),
        ),
    ]
