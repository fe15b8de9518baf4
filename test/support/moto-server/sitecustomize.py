# Python loads this before moto_server.
import json
import logging
import re

# It would write a line for each request: a ninth of its time, and nobody reads it.
logging.getLogger("werkzeug").setLevel(logging.ERROR)


# AWS says a resource's policy in its own way: lists in another order, a list of one as text, an account as the ARN of its root.
# https://github.com/hashicorp/awspolicyequivalence
def respelled(value):
    if isinstance(value, list):
        parts = [respelled(each) for each in reversed(value)]
        return parts[0] if len(parts) == 1 else parts
    if isinstance(value, dict):
        return {key: respelled(each) for key, each in reversed(list(value.items()))}
    return value


def policy(text):
    if not text:
        return text
    document = json.loads(text)
    for statement in document.get("Statement", []):
        principal = statement.get("Principal")
        if isinstance(principal, dict) and "AWS" in principal:
            names = principal["AWS"] if isinstance(principal["AWS"], list) else [principal["AWS"]]
            principal["AWS"] = [re.sub(r"^(\d{12})$", r"arn:aws:iam::\1:root", each) for each in names]
    statements = [respelled(each) for each in document.get("Statement", [])]
    return json.dumps({"Statement": statements, **{key: document[key] for key in document if key != "Statement"}})


def spelled(text):
    return policy(text.decode()).encode() if isinstance(text, bytes) else policy(text)


# What a method is given at this place, without `self`, is spelled anew.
def taken(owner, name, place):
    inner = getattr(owner, name)

    def outer(self, *args):
        return inner(self, *args[:place], spelled(args[place]), *args[place + 1 :])

    setattr(owner, name, outer)


def given(owner):
    inner = owner.policy
    owner.policy = property(lambda self: spelled(inner.fget(self)), inner.fset)


def main():
    from moto.kms.models import KmsBackend
    from moto.s3.models import S3Backend
    from moto.sns.models import Topic
    from moto.sqs.models import Queue

    taken(KmsBackend, "create_key", 0)
    taken(KmsBackend, "put_key_policy", 1)
    taken(S3Backend, "put_bucket_policy", 1)
    given(Topic)
    given(Queue)


main()
