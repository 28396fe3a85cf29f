using Bantam.Bench.Suites;

namespace Bantam.Bench.Tests.Suites;

public sealed class SuiteOptionsTests
{
    private static readonly string[] All = ["dense-1x64", "dense-1x128", "cnn-keras"];

    [Theory]
    [InlineData("", "dense-1x64,dense-1x128,cnn-keras")]
    [InlineData("cnn-keras", "cnn-keras")]
    [InlineData("dense", "dense-1x64,dense-1x128")]
    public void A_name_selects_itself_and_what_goes_on_behind_a_separator(string wanted, string selected)
    {
        var options = new SuiteOptions(false, wanted.Length == 0 ? [] : [wanted], []);
        Assert.Equal(selected.Split(','), options.SelectCases(All, name => name));
    }

    [Theory, InlineData("dense-1x6"), InlineData("vgg")]
    public void An_unknown_name_is_an_error_that_lists_the_known_ones(string wanted)
    {
        var error = Assert.Throws<UsageException>(() => new SuiteOptions(false, [wanted], []).SelectCases(All, name => name));
        Assert.Equal($"This suite has no case '{wanted}'; it has dense-1x64, dense-1x128, cnn-keras.", error.Message);
    }
}
