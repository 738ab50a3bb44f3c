"""The environment goes over chidao.toml over the defaults; every bad value names its setting; secrets stay unseen."""

from pathlib import Path

import pytest

from index.errors import BadSetting, FileMissing
from index.settings import Settings, load


def configured(tmp_path: Path, text: str | bytes) -> dict[str, str]:
    """Write a chidao.toml and give the environment that names it."""
    path = tmp_path / "chidao.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return {"CHIDAO_CONFIG": str(path)}


def test_the_environment_goes_before_the_file_and_the_file_before_the_defaults(tmp_path: Path) -> None:
    file = configured(tmp_path, 'port = 1111\nllm_model = "qwen"\nllm_timeout = 5\nhome = "/srv/chidao"\nhost = "::1"')
    found = load({**file, "CHIDAO_PORT": "2222", "CHIDAO_HOME": "/srv/other", "CHIDAO_LLM_MODEL": "gemma"})
    assert (found.port, found.home, found.llm_model) == (2222, Path("/srv/other"), "gemma")
    assert (found.llm_timeout, found.host) == (5.0, "::1")
    assert (found.answerer, found.llm_max_tokens, found.runtime) == ("extractive", 400, "auto")
    assert load({**file, "CHIDAO_HOME": "/srv/other"}, home="/srv/third").home == Path("/srv/third")


def test_every_setting_can_be_given_in_the_environment_and_in_the_file(tmp_path: Path) -> None:
    given: dict[str, object] = {
        "home": "/h",
        "cache": "/c",
        "encoder": "e/f",
        "runtime": "torch",
        "answerer": "llm",
        "llm_model": "m",
        "llm_url": "http://127.0.0.1:1/v1",
        "llm_provider": "ollama",
        "llm_key": "k",
        "llm_timeout": 2.5,
        "llm_stall": 1.5,
        "llm_max_tokens": 7,
        "host": "::1",
        "port": 81,
        "auth": "a:b",
        "abbreviations": "/a.txt",
        "language": "en",
    }
    wanted = Settings(**{**given, "home": Path("/h"), "cache": Path("/c")})  # type: ignore[arg-type]
    assert set(given) == set(Settings.__dataclass_fields__)
    assert load({f"CHIDAO_{name.upper()}": str(value) for name, value in given.items()}) == wanted
    text = "\n".join(f"{name} = {value!r}" for name, value in given.items())
    assert load(configured(tmp_path, text)) == wanted
    assert load(configured(tmp_path, b"\xef\xbb\xbf" + text.encode())) == wanted


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("PORT", value) for value in ("http", "70000", "0", "-1", "80.5", "١٢x", "true")),
        *(("LLM_TIMEOUT", value) for value in ("soon", "0", "-3", "nan", "inf", "1e999")),
        *(("LLM_MAX_TOKENS", value) for value in ("many", "0", "3.5")),
        *(("RUNTIME", "cuda"), ("ANSWERER", "magic"), ("LANGUAGE", "fr"), ("HOME", "~nobody-of-this-name/x")),
    ],
)
def test_a_bad_value_in_the_environment_names_its_setting(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=f"CHIDAO_{name}: .*wanted"):
        load({f"CHIDAO_{name}": value})


@pytest.mark.parametrize(
    ("line", "name"),
    [
        *(
            ("port = true", "port"),
            ("port = 80.5", "port"),
            ("port = []", "port"),
            ("llm_timeout = nan", "llm_timeout"),
        ),
        *(("host = 7", "host"), ('host = ""', "host"), ("llm_model = ['a']", "llm_model"), ("home = 7", "home")),
        *(('home = ""', "home"), ('home = "a\\u0000b"', "home"), ('encoder = ""', "encoder"), ("auth = 1", "auth")),
        *(('language = "de"', "language"), ('language = ""', "language"), ("runtime = 1979-05-27", "runtime")),
    ],
)
def test_a_bad_value_in_the_file_names_the_file_and_its_setting(tmp_path: Path, line: str, name: str) -> None:
    with pytest.raises(BadSetting, match=rf"chidao\.toml: {name}: .*wanted"):
        load(configured(tmp_path, line))


@pytest.mark.parametrize("text", ["port", "port = 1\nport = 2", b"\xff\xfe", "[section", "a = 1", "[chidao]\nport = 1"])
def test_a_file_that_cannot_be_understood_and_unknown_names_are_errors(tmp_path: Path, text: str | bytes) -> None:
    with pytest.raises(BadSetting, match=r"chidao\.toml"):
        load(configured(tmp_path, text))


def test_an_unknown_name_is_told_with_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"prot cannot be used; wanted .*port"):
        load(configured(tmp_path, "prot = 1"))


def test_a_configuration_that_is_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(FileMissing, match=r"none\.toml"):
        load({"CHIDAO_CONFIG": str(tmp_path / "none.toml")})


def test_an_empty_variable_is_no_folder_and_no_host() -> None:
    empty = load({f"CHIDAO_{name.upper()}": "" for name in Settings.__dataclass_fields__})
    assert empty == load({})
    assert empty.home != Path.cwd()


def test_an_empty_variable_switches_a_model_of_the_file_off(tmp_path: Path) -> None:
    file = configured(tmp_path, 'llm_model = "qwen"')
    assert load(file).llm_configured
    assert not load({**file, "CHIDAO_LLM_MODEL": ""}).llm_configured


@pytest.mark.parametrize("home", ["", "~nobody-of-this-name"])
def test_a_home_on_the_command_line_must_be_a_folder(home: str) -> None:
    with pytest.raises(BadSetting, match="--home"):
        load({}, home=home)


def test_folders_are_absolute_and_know_the_users_home() -> None:
    found = load({"CHIDAO_HOME": "~/chidao", "CHIDAO_CACHE": "cache"})
    assert found.home == Path.home() / "chidao"
    assert found.cache == Path.cwd() / "cache"


@pytest.mark.parametrize(
    ("locale", "language"), [("en_US.UTF-8", "en"), ("vi_VN.UTF-8", "vi"), ("C", "vi"), ("", "vi"), ("de_DE", "vi")]
)
def test_the_terminal_speaks_vietnamese_unless_its_locale_is_english(locale: str, language: str) -> None:
    assert load({"LANG": locale}).language == language
    assert load({"LANG": "en_US.UTF-8", "LC_ALL": locale or "vi"}).language == language


def test_secrets_are_never_shown(tmp_path: Path) -> None:
    found = load({"CHIDAO_LLM_KEY": "sk-hush", "CHIDAO_AUTH": "an:hush"})
    assert (found.llm_key, found.auth) == ("sk-hush", "an:hush")
    assert "hush" not in repr(found) + str(found) + f"{found}"
    for line in ("llm_key = ['hush']", "auth = {name = 'hush'}"):
        with pytest.raises(BadSetting) as raised:
            load(configured(tmp_path, line))
        assert "hush" not in str(raised.value) + str(raised.value.facts)
