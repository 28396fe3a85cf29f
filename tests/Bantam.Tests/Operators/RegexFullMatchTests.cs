using Bantam.Operators.Text;
using Bantam.Tensors;

namespace Bantam.Tests.Operators;

/// <summary>Patterns mean what they mean in RE2.</summary>
public sealed class RegexFullMatchTests
{
    [Theory]
    [InlineData("", "", "a")]
    [InlineData("a|b+", "a bbb", "ab ba")]
    [InlineData("a{2,3}", "aa aaa", "a aaaa")]
    [InlineData("a{2}", "aa", "a")]
    [InlineData("a{2,}", "aa aaaaa", "a")]
    [InlineData("a{,2}", "a{,2}", "aa")]
    [InlineData("(ab)*?c?", "abab abc", "aba")]
    [InlineData("(?P<name>a)(?<other>b)(?:c)", "abc", "ab")]
    [InlineData("[^a-c]", "d ☺ 😀", "a 😀😀")]
    [InlineData(".", "x 😀", "xx")]
    [InlineData("[😀-😂x]", "😁 x", "😃 y")]
    [InlineData("[\\x{10300}-\\x{1F600}]", "😀 \U00010400 \U00011000", "😁")]
    [InlineData("[]a-]+", "]-a", "b")]
    [InlineData("[a[b-]", "[ - b", "c")]
    [InlineData(@"\d\w\s?", "1a 9_", "٣a 1ä")]
    [InlineData(@"[\D]", "x ٣", "3")]
    [InlineData(@"\pL\p{Lu}\PN", "aBc äÖ-", "ab1 aB1")]
    [InlineData(@"[[:alpha:][:^print:]]+", "abc", "a1")]
    [InlineData(@"\Qa.b*\E+", "a.b* a.b***", "axb*")]
    [InlineData(@"\x41\x{42}\103\.", "ABC.", "ABCx")]
    [InlineData("(?i)straße", "STRAßE Straße", "strasse")]
    [InlineData("(?i)k", "k K \u212A", "x")]
    [InlineData("(?i)[^k]", "x", "k K \u212A")]
    [InlineData("a(?i)b(?-i)c", "abc aBc", "aBC Abc")]
    [InlineData("a(?i:b)c", "aBc", "aBC")]
    [InlineData("(?U)a+", "aaa", "b")]
    public void A_whole_text_is_matched_or_not(string pattern, string matching, string others)
    {
        foreach (var (texts, expected) in (ReadOnlySpan<(string, bool)>)[(matching, true), (others, false)])
        {
            var split = texts.Split(' ');
            var matches = new RegexFullMatch(pattern).ApplyOne(Tensor.From(split)).ToArray<bool>();
            Assert.Equal(split.Select(t => $"{t}: {expected}"), split.Zip(matches, (t, m) => $"{t}: {m}"));
        }
    }

    [Theory]
    [InlineData("a.b", "a\nb", false)]
    [InlineData("(?s)a.b", "a\nb", true)]
    [InlineData("a$", "a\n", false)]
    [InlineData("(?m)a$\n^b", "a\nb", true)]
    [InlineData("a$\nb", "a\nb", false)]
    [InlineData(@"\s+", "\t\n\f\r ", true)]
    [InlineData(@"\s", "\v", false)]
    [InlineData(@"a b", "a b", true)]
    [InlineData(@"\A\w+\z", "word", true)]
    public void Lines_end_where_they_do_in_RE2(string pattern, string text, bool expected) =>
        Assert.Equal([expected], new RegexFullMatch(pattern).ApplyOne(Tensor.From([text])).ToArray<bool>());

    [Theory]
    [InlineData("(a", "a group is not closed")]
    [InlineData("a)", "a group is closed that is not open")]
    [InlineData("a**", "a repetition is repeated")]
    [InlineData("+a", "there is nothing that is repeated")]
    [InlineData("a{1001}", "1000 at most")]
    [InlineData("a{3,2}", "from fewer to more")]
    [InlineData("[a", "']' is missing")]
    [InlineData("[b-a]", "a range ends before it begins")]
    [InlineData(@"(a)\1", @"'\1' means nothing")]
    [InlineData("a(?=b)", "flags end with")]
    [InlineData("[[:letters:]]", "there is no class")]
    [InlineData(@"\p{Greek}", "scripts are not supported")]
    [InlineData(@"\x{110000}", "is no code point")]
    [InlineData(@"\C", "is no character")]
    [InlineData("a\\", "it ends in the middle")]
    public void What_is_no_pattern_is_refused(string pattern, string message)
    {
        var error = Assert.ThrowsAny<ShapeException>(() => new RegexFullMatch(pattern).ApplyOne(Tensor.From(["a"])));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hostile_pattern_takes_time_in_proportion_to_the_text() => Assert.Equal(
        [false], new RegexFullMatch("(a*)*(a|aa)+b").ApplyOne(Tensor.From([new string('a', 100_000)])).ToArray<bool>());
}
