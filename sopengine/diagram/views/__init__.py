"""What is shown of a form: the finished sheets, told anew for one purpose."""
