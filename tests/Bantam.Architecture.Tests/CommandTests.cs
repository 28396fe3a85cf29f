namespace Bantam.Architecture.Tests;

/// <summary>The commands at the root.</summary>
public sealed class CommandTests
{
    [Theory, InlineData("bantam"), InlineData("test"), InlineData("check"), InlineData("bench"), InlineData("pack")]
    public void A_command_can_be_run_and_has_a_twin_for_Windows(string name)
    {
        Assert.Contains(name, Checkout.Files);
        Assert.Contains(name + ".cmd", Checkout.Files);
        var mode = Checkout.Git("ls-files", "-s", "--", name);
        if (mode is null) Assert.Skip("This is no git checkout, so there are no modes of files.");
        Assert.StartsWith("100755", mode, StringComparison.Ordinal);
    }
}
