namespace Bantam.Tasks;

/// <summary>What a person asked <c>./test</c> for.</summary>
/// <param name="Projects">Which test projects run.</param>
/// <param name="Long">Whether the full runs take place (BANTAM_LONG=1), which take hours.</param>
/// <param name="Fast">Whether only fast tests run: no fuzzing, none with the trait Needs=browser or Speed=slow.</param>
/// <param name="RunnerArguments">Arguments for the runner of each project, such as a filter.</param>
internal sealed record TestOptions(IReadOnlyList<TestProject> Projects, bool Long, bool Fast, IReadOnlyList<string> RunnerArguments)
{
    /// <exception cref="UsageException">An option or a project's name is unknown.</exception>
    public static TestOptions Parse(string[] arguments)
    {
        var dashes = Array.IndexOf(arguments, "--");
        var own = dashes < 0 ? arguments : arguments[..dashes];
        var flags = own.Where(argument => argument.StartsWith('-')).ToArray();
        var unknown = flags.FirstOrDefault(flag => flag is not ("--long" or "--fast"));
        if (unknown is not null)
        {
            throw new UsageException(
                $"'{unknown}' is not understood. ./test [PROJECT ...] [--long | --fast] [-- RUNNER ARGUMENTS], where the runner's " +
                $"arguments "
                + "are those of xunit, such as -class NAME.");
        }

        var names = own.Except(flags).ToArray();
        var projects = names.Length == 0 ? Repository.TestProjects : [.. names.Select(Find)];
        return new TestOptions(projects, flags.Contains("--long"), flags.Contains("--fast"), dashes < 0 ? [] : arguments[(dashes + 1)..]);
    }

    private static TestProject Find(string name) =>
        Repository.TestProjects.FirstOrDefault(project => project.Answers(name)) ?? throw new UsageException(
            $"There is no test project '{name}'; there are {string.Join(", ", Repository.TestProjects.Select(project => project.Name))}.");
}
